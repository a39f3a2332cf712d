"""What Amazon's S3 and CloudFront are told: a table of the files, and the headers."""

import json
from collections.abc import Mapping, Sequence

from site_builder.publish.hosting.header_policy import ANY_SITE, TWO_YEARS, Policy
from site_builder.site.rendering.artifact import Artifact

STORED_WITH_THE_FILE = ("Content-Type", "Cache-Control")
"""S3 keeps these two with each file and CloudFront passes them on; the others are CloudFront's to add."""


def write_s3(policy: Policy, paths: Sequence[str]) -> tuple[Artifact, ...]:
    """Return the table of the files and both response headers policies."""
    return (
        _json_file("objects.json", {path: describe_object(policy, path) for path in sorted(paths)}),
        _json_file("response-headers-policy.json", _headers_policy(policy, "liaison", {})),
        _json_file(
            "response-headers-policy-open-data.json", _headers_policy(policy, "liaison-open-data", _cors())
        ),
    )


def describe_object(policy: Policy, path: str) -> dict[str, str]:
    """Return the headers that S3 keeps with one file."""
    headers = policy.headers(path)
    return {name: headers[name] for name in STORED_WITH_THE_FILE}


def _headers_policy(policy: Policy, name: str, cors: Mapping[str, object]) -> dict[str, object]:
    """Return a ResponseHeadersPolicyConfig of CloudFront's interface."""
    said = dict(policy.everywhere)
    security: dict[str, object] = {
        "ContentSecurityPolicy": {
            "Override": True,
            "ContentSecurityPolicy": said.pop("Content-Security-Policy"),
        },
        "ContentTypeOptions": {"Override": bool(said.pop("X-Content-Type-Options"))},
        "FrameOptions": {"Override": True, "FrameOption": said.pop("X-Frame-Options")},
        "ReferrerPolicy": {"Override": True, "ReferrerPolicy": said.pop("Referrer-Policy")},
    }
    if said.pop("Strict-Transport-Security", None):
        security["StrictTransportSecurity"] = {
            "Override": True,
            "IncludeSubdomains": True,
            "Preload": False,
            "AccessControlMaxAgeSec": TWO_YEARS,
        }
    custom = [{"Header": header, "Value": value, "Override": True} for header, value in said.items()]
    return {
        "Name": name,
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": {"Quantity": len(custom), "Items": custom},
        "RemoveHeadersConfig": {"Quantity": 1, "Items": [{"Header": "Server"}]},
        **cors,
    }


def _cors() -> dict[str, object]:
    return {
        "CorsConfig": {
            "AccessControlAllowOrigins": {"Quantity": 1, "Items": [ANY_SITE]},
            "AccessControlAllowHeaders": {"Quantity": 1, "Items": [ANY_SITE]},
            "AccessControlAllowMethods": {"Quantity": 2, "Items": ["GET", "HEAD"]},
            "AccessControlAllowCredentials": False,
            "OriginOverride": True,
        }
    }


def _json_file(path: str, content: object) -> Artifact:
    return Artifact(path, (json.dumps(content, indent=1, ensure_ascii=True) + "\n").encode())
