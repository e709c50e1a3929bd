"""One gateway socket: frames out in order, compressed as the client asked, and ways to cut it."""

import asyncio
import json
import zlib
from typing import Any

from aiohttp import web

HELLO, DISPATCH, HEARTBEAT, IDENTIFY, RESUME = 10, 0, 1, 2, 6
PRESENCE, VOICE_STATE, RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HEARTBEAT_ACK = 3, 4, 7, 8, 9, 11


class Wire:
    """Writes frames one after another; nobody waits for a slow client."""

    def __init__(self, request: web.Request) -> None:
        self.socket = web.WebSocketResponse(autoping=True)
        self._request = request
        self._frames: asyncio.Queue[dict[str, Any] | int] = asyncio.Queue()
        compressed = request.query.get("compress") == "zlib-stream"
        self._deflate = zlib.compressobj() if compressed else None

    def put(self, op: int, data: Any = None, *, seq: int | None = None, event: str | None = None) -> None:
        """Send a frame after those before it."""
        self._frames.put_nowait({"op": op, "d": data, "s": seq, "t": event})

    def close(self, code: int) -> None:
        """Close with a code, after what is still to be sent."""
        self._frames.put_nowait(code)

    def cut(self) -> None:
        """Pull the plug: no close frame, just a dead connection."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def write(self) -> None:
        """Send frames until the socket is closed."""
        while True:
            frame = await self._frames.get()
            if isinstance(frame, int):
                await self.socket.close(code=frame)
                return
            text = json.dumps(frame, separators=(",", ":"))
            try:
                if self._deflate is None:
                    await self.socket.send_str(text)
                else:
                    data = self._deflate.compress(text.encode())
                    await self.socket.send_bytes(data + self._deflate.flush(zlib.Z_SYNC_FLUSH))
            except ConnectionError:
                return
