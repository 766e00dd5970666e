"""Settings: read once from the environment, frozen. Each has a heading in docs/reference/settings.md."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "DIAOLING_"


@dataclass(frozen=True, slots=True)
class Config:
    """Where things are and how to reach others. The environment variable is the upper-case name after the prefix."""

    data_dir: Path = ROOT / "var"
    database_url: str = ""
    assets_dir: Path = ROOT
    host: str = "127.0.0.1"
    port: int = 8000
    executor: str = ""
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_from: str = "diaoling@localhost"
    render_processes: int = 1
    public_url: str = ""
    keys_dir: Path = Path()
    seals_dir: Path = Path()
    scan_seconds: float = 0.5
    poll_seconds: float = 0.25
    retry_seconds: float = 0.5
    secure_cookies: bool = False
    trusted_proxies: int = 0
    testing: bool = field(default=False)

    @property
    def url(self) -> str:
        """The database's address; embedded SQLite in the data directory unless one was named."""
        return self.database_url or f"sqlite:///{self.data_dir / 'diaoling.sqlite'}"

    @property
    def verification(self) -> str:
        """What a paper's QR code begins with: the address from outside, or this machine's own."""
        return f"{(self.public_url or f'http://{self.host}:{self.port}').rstrip('/')}/v"

    @property
    def keys(self) -> Path:
        """Where the keys stand that papers are signed with."""
        return self.keys_dir if self.keys_dir != Path() else self.data_dir / "keys"

    @property
    def seals(self) -> Path:
        """Where the pictures of seals stand that units have supplied."""
        return self.seals_dir if self.seals_dir != Path() else self.data_dir / "seals"

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> "Config":
        """What the environment says, defaults for the rest."""
        given = os.environ if environment is None else environment
        names = {name: f"{PREFIX}{name.upper()}" for name in cls.__dataclass_fields__}
        read = {name: _read(name, key, given[key]) for name, key in names.items() if key in given}
        return cls(**read)


def _read(name: str, key: str, text: str) -> Any:
    """The text as the type of the setting's default."""
    default = getattr(Config(), name)
    if isinstance(default, bool):
        return _truth(text)
    if isinstance(default, Path):
        return Path(text)
    try:
        return type(default)(text)
    except ValueError:
        raise ValueError(f"{key}={text}：这里要一个数，见 docs/reference/settings.md") from None


def _truth(text: str) -> bool:
    return text.strip().lower() in {"1", "true", "yes", "on"}
