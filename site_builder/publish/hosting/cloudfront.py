"""What Amazon's S3 and CloudFront are told: a table of the files, the headers, and a function for addresses."""

import json
from collections.abc import Mapping, Sequence

from site_builder.content.settings import Site
from site_builder.publish.hosting.header_policy import ANY_SITE, TWO_YEARS, Policy
from site_builder.publish.hosting.redirects import list_moves
from site_builder.site.rendering.artifact import Artifact

STORED_WITH_THE_FILE = ("Content-Type", "Cache-Control")
"""S3 keeps these two with each file and CloudFront passes them on; the others are CloudFront's to add."""


def write_s3(site: Site, policy: Policy, paths: Sequence[str]) -> tuple[Artifact, ...]:
    """Return the table of the files, both response headers policies and the function."""
    return (
        _json_file("objects.json", {path: describe_object(policy, path) for path in sorted(paths)}),
        _json_file("response-headers-policy.json", _headers_policy(policy, "liaison", {})),
        _json_file(
            "response-headers-policy-open-data.json", _headers_policy(policy, "liaison-open-data", _cors())
        ),
        Artifact("viewer-request.js", _function(site).encode()),
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


def _function(site: Site) -> str:
    """Return a CloudFront function (runtime 2.0): S3 by itself knows neither ``/about/`` nor redirects."""
    moves = json.dumps({move.old: move.new for move in list_moves(site)}, indent=2)
    return f"""const moved = {moves};

function lead(address) {{
  return {{ statusCode: 301, statusDescription: "Moved Permanently", headers: {{ location: {{ value: address }} }} }};
}}

function handler(event) {{
  const request = event.request;
  const name = request.uri.split("/").pop();
  if (moved[request.uri]) return lead(moved[request.uri]);
  if (name && !name.includes(".")) return lead(`${{request.uri}}/`);
  if (!name) request.uri += "index.html";
  return request;
}}
"""


def _json_file(path: str, content: object) -> Artifact:
    return Artifact(path, (json.dumps(content, indent=1, ensure_ascii=True) + "\n").encode())
