"""The desktop's services as they are on a real bus. They need Debian's package dbus."""
