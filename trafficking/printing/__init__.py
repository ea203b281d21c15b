"""What is printed or saved from the public pages."""
