import socket
from pathlib import Path

from care.tablets import SOCKET, short_path


def test_a_socket_far_down_can_be_opened(tmp_path: Path) -> None:
    deep = tmp_path / ("long" * 25) / ("name" * 25)
    deep.mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as door, short_path(deep / SOCKET) as path:
        assert len(path) < 100
        door.bind(path)
        assert (deep / SOCKET).is_socket()
