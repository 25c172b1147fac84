"""An adapter with a changed module, from the fork server: `forked_adapter.py SOCKET PROJECT MODULE FILE`, FILE the module's text.

It hands over its standard streams and ends when the adapter does. Few imports: it starts for each mutant, without `site`.
"""

import _socket
import struct
import sys

path, *what = sys.argv[1:]
connection = _socket.socket(_socket.AF_UNIX)
connection.connect(path)
message = "[" + ",".join(f'"{word}"' for word in what) + "]"
connection.sendmsg([message.encode()], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, struct.pack("3i", 0, 1, 2))])
status = connection.recv(1)
sys.exit(status[0] if status else 1)
