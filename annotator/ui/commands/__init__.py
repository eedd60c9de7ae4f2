"""What a user can trigger: decorated functions that menus, palette and shortcuts are made from."""
