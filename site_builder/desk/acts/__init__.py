"""The acts of the desk as pages of the editor: each shows what it will do, and does it once, in its command's words."""
