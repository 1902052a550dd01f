"""Holds connections to a server as many ordinary and some slow clients would; load.py runs it.

usage: hold.py PORT KEPT SLOW TARGET
KEPT connections are kept alive and ask for TARGET every ten seconds each; SLOW ones send a byte of
a request each second and come again when they are cut off. When standard input ends, so does this,
with a line of JSON of what they were answered.
"""
import collections
import heapq
import json
import select
import socket
import sys
import time

ASKED_EVERY = 10


class Holder:
    def __init__(self, port, target):
        self.port = port
        self.request = f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        self.poll = select.epoll()
        self.sockets = {}
        self.slow = {}  # the bytes sent, by socket number
        self.due = []   # (time, socket number)
        self.received = collections.defaultdict(bytes)
        self.answers = collections.Counter()

    def open(self, first, slow):
        connection = socket.create_connection(("127.0.0.1", self.port))
        number = connection.fileno()
        self.sockets[number] = connection
        if slow:
            self.slow[number] = 0
        self.poll.register(number, select.EPOLLIN)
        heapq.heappush(self.due, (first, number))

    def close(self, number, now):
        slow = self.slow.pop(number, None) is not None
        self.received.pop(number, None)
        self.poll.unregister(number)
        self.sockets.pop(number).close()
        self.open(now + 1, slow)

    def send_due(self, now):
        while self.due and self.due[0][0] <= now:
            _, number = heapq.heappop(self.due)
            if number not in self.sockets:
                continue
            slow = number in self.slow
            heapq.heappush(self.due, (now + (1 if slow else ASKED_EVERY), number))
            try:
                if slow:
                    at = self.slow[number]
                    self.sockets[number].send(self.request[at:at + 1] if at < 20 else b"a")
                    self.slow[number] += 1
                else:
                    self.sockets[number].send(self.request)
            except OSError:
                self.close(number, now)

    def receive(self, number, now):
        slow = number in self.slow
        try:
            data = self.sockets[number].recv(1 << 18)
        except OSError:
            data = b""
        self.received[number] += data
        whole = self.received[number]
        if not data:
            if not slow:
                self.answers["closed"] += 1
            self.close(number, now)
        elif b"\r\n\r\n" in whole:
            head, body = whole.split(b"\r\n\r\n", 1)
            length = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
            if len(body) >= length:
                self.answers[("slow " if slow else "") + head.split()[1].decode()] += 1
                del self.received[number]


def main(port, kept, slow, target):
    holder = Holder(int(port), target)
    begin = time.monotonic()
    for i in range(int(kept)):
        holder.open(begin + ASKED_EVERY * i / int(kept), slow=False)
    for i in range(int(slow)):
        holder.open(begin + i / int(slow), slow=True)
    print("held", flush=True)
    holder.poll.register(0, select.EPOLLIN | select.EPOLLHUP)
    while True:
        for number, _ in holder.poll.poll(0.005):
            if number == 0:
                print(json.dumps(holder.answers))
                return
            holder.receive(number, time.monotonic())
        holder.send_due(time.monotonic())


if __name__ == "__main__":
    main(*sys.argv[1:])
