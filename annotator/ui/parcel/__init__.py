"""The dialogs that give documents to somebody in a parcel, and take a parcel or another copy of the project in."""
