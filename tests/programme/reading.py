"""Reading a page as text."""

import re


def text(client, address, status=200, **data):
    answer = client.post(address, data) if data else client.get(address)
    assert answer.status_code == status, address
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


def rows_of(page):
    return re.findall(r'<th scope="row">\s*<a [^>]*>([^<]+)</a>', page)
