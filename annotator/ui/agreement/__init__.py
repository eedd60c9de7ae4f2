"""Agreement: choose whose work is compared, see every figure with what it means, and go to what differs."""
