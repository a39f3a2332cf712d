"""A bucket of S3-compatible storage as a target. Names and passwords come from where boto3 looks for them."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from site_builder.publish.deploying.deploy_lock import (
    busy,
    format_marker,
    hold_lock,
    refuse_marker_of_others,
    remove_marker,
    require_own_marker,
)
from site_builder.publish.deploying.deploy_refusals import DeployRefused, HostRefused, find_reason
from site_builder.publish.deploying.target import MARKER_PATH, Claim
from site_builder.publish.output.safe_paths import keep_safe_paths
from site_builder.site.published_files import keeping_of, kind_of

AT_ONCE = 8
DELETED_AT_ONCE = 1000
_REASONS = (
    ("NoSuchBucket", "there is no bucket of that name"),
    ("InvalidAccessKeyId", "it does not know that access key: look at AWS_ACCESS_KEY_ID"),
    ("SignatureDoesNotMatch", "the secret access key is not the right one: look at AWS_SECRET_ACCESS_KEY"),
    ("ExpiredToken", "the time of the login is over: log in again"),
    ("NoCredentials", "no access key was given: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
    ("CredentialsError", "the login is incomplete: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
    ("AccessDenied", "this access key is not allowed to do that"),
    ("403", "this access key is not allowed to do that"),
    ("PermanentRedirect", "the bucket is in another region: set AWS_REGION"),
    ("EndpointConnection", "nothing answers at that address"),
    ("Timeout", "it did not answer in time"),
    ("Connection", "the connection broke"),
    ("ProfileNotFound", "there is no login of the name in AWS_PROFILE"),
)


@dataclass(frozen=True)
class S3Target:
    """A bucket, or the part of it below `prefix`, which is empty or ends with a slash."""

    client: Any
    bucket: str
    prefix: str
    shown: str
    lock_place: Path

    @contextmanager
    def hold(self, claim: Claim) -> Iterator[None]:
        """Lock this machine, and put a marker that only one can put."""
        with hold_lock(self.lock_place, self.shown):
            refuse_marker_of_others(self, claim)
            remove_marker(self)
            self._put_marker(claim)
            require_own_marker(self, claim)
            try:
                yield
            finally:
                remove_marker(self)

    def list_files(self) -> frozenset[str]:
        """Return the path of every object below the prefix."""
        return keep_safe_paths(self._list())

    def find_differing(self, files: Mapping[str, bytes]) -> frozenset[str]:
        """Compare with what S3 says of each object: its MD5, as long as the bucket is not encrypted with own keys."""
        there = self._list()
        return frozenset(path for path, content in files.items() if there.get(path) != _md5(content))

    def read(self, paths: Collection[str]) -> Mapping[str, bytes]:
        """Fetch objects, a few at once."""
        with ThreadPoolExecutor(AT_ONCE) as workers:
            found = zip(paths, workers.map(self._get, paths), strict=True)
            return {path: content for path, content in found if content is not None}

    def put(self, files: Mapping[str, bytes]) -> Iterator[str]:
        """Send objects, a few at once; yield each when all before it are there too."""
        with ThreadPoolExecutor(AT_ONCE) as workers:
            yield from workers.map(self._put, files, files.values())

    def delete(self, paths: Collection[str]) -> Iterator[str]:
        """Remove objects; folders are only names there."""
        in_order = list(paths)
        for start in range(0, len(in_order), DELETED_AT_ONCE):
            batch = in_order[start : start + DELETED_AT_ONCE]
            objects = [{"Key": self.prefix + path} for path in batch]
            with self._in_words():
                answer = self.client.delete_objects(
                    Bucket=self.bucket, Delete={"Objects": objects, "Quiet": True}
                )
            if answer.get("Errors"):
                raise self._refusal(str(answer["Errors"][0].get("Code", "")))
            yield from batch

    def settle(self, words: str) -> None:
        """Nothing is left to do: every object is in its place."""

    def _list(self) -> dict[str, str]:
        """Return the MD5 of every object by path."""
        with self._in_words():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=self.prefix
            )
            return {
                found["Key"].removeprefix(self.prefix): found["ETag"].strip('"')
                for page in pages
                for found in page.get("Contents", ())
            }

    def _get(self, path: str) -> bytes | None:
        with self._in_words():
            try:
                answer = self.client.get_object(Bucket=self.bucket, Key=self.prefix + path)
                content: bytes = answer["Body"].read()
            except self.client.exceptions.NoSuchKey:
                return None
            return content

    def _put(self, path: str, content: bytes) -> str:
        with self._in_words():
            self.client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + path,
                Body=content,
                ContentType=kind_of(path).content_type,
                CacheControl=str(keeping_of(path)),
            )
        return path

    def _put_marker(self, claim: Claim) -> None:
        """Put the marker only if there is none; a host that cannot do that compares afterwards."""
        key, content = self.prefix + MARKER_PATH, format_marker(claim)
        with self._in_words():
            try:
                self.client.put_object(Bucket=self.bucket, Key=key, Body=content, IfNoneMatch="*")
            except ClientError as error:
                code = error.response["Error"]["Code"]
                if code in {"PreconditionFailed", "412", "ConditionalRequestConflict"}:
                    raise busy(self.shown) from error
                if code != "NotImplemented":
                    raise
                self.client.put_object(Bucket=self.bucket, Key=key, Body=content)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except ClientError as error:
            raise self._refusal(str(error.response["Error"].get("Code", ""))) from error
        except BotoCoreError as error:
            raise self._refusal(type(error).__name__) from error

    def _refusal(self, code: str) -> HostRefused:
        reason = find_reason(_REASONS, code, f"it answered {code}" if code.isalnum() else "it refused")
        return HostRefused(f"{self.shown} could not be used: {reason}. Put that right and deploy again.")


def open_bucket(bucket: str, prefix: str, shown: str, lock_place: Path, endpoint: str | None) -> S3Target:
    """Return a bucket as a target; `endpoint` is the address of a storage service other than Amazon's."""
    config = Config(
        connect_timeout=20,
        read_timeout=60,
        max_pool_connections=AT_ONCE,
        retries={"total_max_attempts": 3, "mode": "standard"},
        # Checksums that other storage services do not know are sent only where they are asked for.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    try:
        session = boto3.session.Session()
        region = session.region_name or "us-east-1"
        client = session.client("s3", endpoint_url=endpoint, region_name=region, config=config)
    except (BotoCoreError, ValueError) as error:
        reason = find_reason(_REASONS, type(error).__name__, "the settings for it cannot be understood")
        raise DeployRefused(f"{shown} cannot be reached: {reason}.") from error
    return S3Target(client, bucket, f"{prefix}/" if prefix else "", shown, lock_place)


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
