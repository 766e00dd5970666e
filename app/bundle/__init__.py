"""Packages of jurisdictions: files, read into frozen data or refused whole."""

from app.bundle.bundle import Bundle
from app.bundle.errors import BundleRefused, BundleUnknown
from app.bundle.loader import load_bundle, package_keys
from app.bundle.resources import Kind, Resource

__all__ = ["Bundle", "BundleRefused", "BundleUnknown", "Kind", "Resource", "load_bundle", "package_keys"]
