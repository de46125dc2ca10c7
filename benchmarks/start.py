"""Seconds from launch to ready on SimCord, and what of it is imports (each in a process of its own)."""

import subprocess
import sys
import time

READY = """
import time; begun = time.perf_counter()
import asyncio, tempfile
from pathlib import Path
from bot.app import build
from bot.config import Config
imported = time.perf_counter()
import simcord
stand_in = time.perf_counter()
bot = build(Config(database=Path(tempfile.mkdtemp()) / "start.sqlite3", shards=1))
async def main():
    async with simcord.run(bot):
        print(imported - begun, time.perf_counter() - begun - (stand_in - imported))
asyncio.run(main())
"""
RUNS = 5


def main() -> None:
    """Print the least of several."""
    rows = []
    for _ in range(RUNS):
        before = time.perf_counter()
        out = subprocess.run([sys.executable, "-c", READY], capture_output=True, text=True, check=True).stdout
        imports, ready = map(float, out.split())
        rows.append((ready, imports, time.perf_counter() - before))
    ready, imports, whole = min(rows)
    print(f"ready after {ready:.2f} s, of it imports {imports:.2f} s (whole process, with the stand-in: {whole:.2f} s)")


if __name__ == "__main__":
    main()
