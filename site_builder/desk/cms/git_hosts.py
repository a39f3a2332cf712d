"""Who can have the repository that a Git editor edits."""

from typing import Literal

GitHost = Literal["github", "gitlab"]
"""Where every save can be a pull request or a merge request. Gitea and Forgejo are not offered."""
