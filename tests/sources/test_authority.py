"""Hosts and ports out of addresses."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.authority import hosts_and_ports

CASES = [
    ("http://www.Example.jp/a/b", "www.example.jp", 80),
    ("https://www.example.jp", "www.example.jp", 443),
    ("http://example.jp:8080/", "example.jp", 8080),
    ("relay.example.com:443", "relay.example.com", 443),
    ("[2001:db8::7]:8443", "2001:db8::7", 8443),
    ("https://[2001:db8::7]/x", "2001:db8::7", 443),
    ("http://user:pass@example.jp/", "example.jp", 80),
    ("http://example.jp?q=http://other.example/", "example.jp", 80),
    ("ftp://example.jp/", "example.jp", 21),
    ("cache_object://localhost/counters", "localhost", None),
    ("error:invalid-request", None, None),
    ("http:///nothing", None, None),
    ("/path/only", None, None),
    ("-", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("uri", "host", "port"), CASES)
def test_one(uri, host, port):
    hosts, ports = hosts_and_ports(pa.array([uri]))
    assert (hosts.to_pylist(), ports.to_pylist()) == ([host], [port])


def test_neighbours_do_not_matter():
    hosts, ports = hosts_and_ports(pa.array([uri for uri, _, _ in CASES]))
    expected = [(host, port) for _, host, port in CASES]
    assert list(zip(hosts.to_pylist(), ports.to_pylist(), strict=True)) == expected
    part = pa.array([uri for uri, _, _ in CASES])[3:7]
    assert hosts_and_ports(part)[0].to_pylist() == [host for _, host, _ in CASES[3:7]]


@given(st.lists(st.text(alphabet="htp:/a.@?[]1é", max_size=16), max_size=8))
def test_a_column_is_the_sum_of_its_rows(uris):
    hosts, ports = hosts_and_ports(pa.array(uris, pa.string()))
    single = [hosts_and_ports(pa.array([uri])) for uri in uris]
    assert hosts.to_pylist() == [host[0].as_py() for host, _ in single]
    assert ports.to_pylist() == [port[0].as_py() for _, port in single]
