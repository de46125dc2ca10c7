"""What lies where in a content folder."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.packs.problem import Problem, Refused
from bot.packs.reader import Document, read


def digest(files: Iterable[bytes]) -> str:
    """Eight letters that change with the text of the files. Line ends are git's business and no change."""
    each = (hashlib.sha256(content.replace(b"\r\n", b"\n")).digest() for content in files)
    return hashlib.sha256(b"".join(each)).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of content, named in messages as it was given (`shown`)."""

    path: Path
    shown: str

    @classmethod
    def at(cls, path: Path) -> "Folder":
        """A folder; one below the current folder is named from there, as an editor's links want it."""
        try:
            shown = path.relative_to(Path.cwd()) if path.is_absolute() else path
        except (ValueError, OSError):  # elsewhere, or the current folder is gone
            shown = path
        return cls(path, shown.as_posix())

    def name(self, file: Path) -> str:
        """The name of a file of this folder in messages."""
        return f"{self.shown}/{file.relative_to(self.path).as_posix()}"

    def read(self, file: Path) -> tuple[Document, bytes]:
        """A file of this folder, and its bytes. Raises Refused."""
        return read(file, self.name(file), self.path)

    def children(self, folder: Path) -> tuple[list[Path], list[Problem]]:
        """What a folder holds, by name, without what is hidden; nothing, when there is no such folder."""
        try:
            if not folder.resolve().is_relative_to(self.path.resolve()):
                what = "a link that leads out of the content folder"
                return [], [Problem(self._folder_name(folder), 1, what, "put the folder itself here")]
            return sorted(child for child in folder.iterdir() if not child.name.startswith((".", "_"))), []
        except (FileNotFoundError, NotADirectoryError):
            return [], []
        except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
            reason = getattr(error, "strerror", None) or "links in a circle"
            what = f"the folder can't be read ({reason})"
            return [], [Problem(self._folder_name(folder), 1, what, "check that it may be read")]

    def _folder_name(self, folder: Path) -> str:
        return self.shown if folder == self.path else self.name(folder)

    def documents(self, files: list[Path], problems: list[Problem]) -> Iterator[tuple[Document, bytes]]:
        """The files that can be read; what is wrong with the others goes to `problems`."""
        for file in files:
            try:
                yield self.read(file)
            except Refused as refused:
                problems.append(refused.problem)

    def yaml_files(self, folder: Path, problems: list[Problem]) -> list[Path]:
        """The *.yaml files of a folder, by name. Other files there are problems: they would be overlooked."""
        children, found = self.children(folder)
        problems += found
        for child in children:
            if child.suffix == ".yml":
                problems.append(Problem(self.name(child), 1, "files that end in .yml are not read", "name it .yaml"))
        return [child for child in children if child.suffix == ".yaml"]

    def packs(self, problems: list[Problem]) -> list[Path]:
        """The pack folders: the folder itself, those in packs/, or those directly in it."""
        if (self.path / "pack.yaml").exists():
            return [self.path]
        inner = self.path / "packs"
        children, found = self.children(inner if inner.exists() else self.path)
        problems += found
        packs = []
        for child in children:
            entries, found = self.children(child) if child.is_dir() or child.is_symlink() else ([], [])
            problems += found
            if any(entry.name.startswith(("pack.", "questions")) for entry in entries):
                packs.append(child)
        return packs
