"""Checks the feeds, calendars and sitemaps of the running site against their formats.

    check.py --base http://127.0.0.1:8000

The lists come from GET {base}/_local/pages:
    {"feeds": ["/en/news/feed.atom", ...], "calendars": ["/en/events/calendar.ics", ...],
     "sitemaps": ["/sitemap.xml", ...]}

The site names itself by its published address; what it names is asked of
{base} at the same path.
"""

import argparse
import datetime
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import icalendar
import jsonschema
from lxml import etree, html

HERE = Path(__file__).resolve().parent
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
# A sitemap's limits by the protocol.
MOST_ADDRESSES = 50_000
MOST_BYTES = 52_428_800
# No entity of a document is expanded and nothing is fetched while parsing.
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


class Report:
    """Counts checks; says in a line what failed and what to do."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, good, where, advice):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{where}: {advice}")
        return bool(good)

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 0 if self.passed and not self.failed else 1


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: a listed address is the final one."""

    def redirect_request(self, *_):
        return None


class Site:
    """The running site. The environment's proxies are not asked: it is local."""

    def __init__(self, base):
        self.base = base.rstrip("/")
        self.opener = urllib.request.build_opener(Stay, urllib.request.ProxyHandler({}))

    def get(self, address):
        """Status, media type and body of a path, or of a published address."""
        parts = urllib.parse.urlsplit(address)
        path = urllib.parse.quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{parts.query}" if parts.query else ""
        try:
            with self.opener.open(f"{self.base}{path}{query}", timeout=30) as answer:
                return answer.status, answer.headers.get_content_type(), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get_content_type(), error.read()


def parse(report, where, body):
    """The document's root, or nothing when it is not well-formed XML."""
    try:
        return etree.fromstring(body, PARSER)
    except etree.XMLSyntaxError as error:
        report.check(False, where, f"is not well-formed XML ({error}): escape what it says")
        return None


def against(report, where, schema, root):
    good = schema.validate(root)
    errors = "; ".join(f"line {e.line}: {e.message}" for e in list(schema.error_log)[:3])
    return report.check(good, where, f"does not follow its schema: {errors}")


def check_atom(report, where, body, schema):
    """The schema, and the rules of RFC 4287 that no grammar says."""
    root = parse(report, where, body)
    if root is None:
        return None
    against(report, where, schema, root)
    entries = root.findall(f"{ATOM}entry")
    own = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    report.check(
        len(own) == 1 and urllib.parse.urlsplit(own[0].get("href")).path == where,
        where, "offer one link rel=self that names this very address")
    authored = root.find(f"{ATOM}author") is not None
    report.check(
        authored or all(e.find(f"{ATOM}author") is not None for e in entries),
        where, "name an author in the feed or in every entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    twice = sorted({str(i) for i in ids if ids.count(i) > 1})
    report.check(not twice, where, f"give each entry an id of its own, not {twice[:3]} twice")
    for entry in [root, *entries]:
        name = entry.findtext(f"{ATOM}id")
        pairs = [(link.get("type"), link.get("hreflang")) for link in entry.findall(f"{ATOM}link")
                 if link.get("rel", "alternate") == "alternate"]
        report.check(len(set(pairs)) == len(pairs), where,
                     f"{name}: offer one alternate for each type and language")
        if entry is not root:
            report.check(pairs or entry.find(f"{ATOM}content") is not None, where,
                         f"{name}: offer a link rel=alternate or content")
            content = entry.find(f"{ATOM}content")
            if content is not None and content.get("src"):
                report.check(entry.find(f"{ATOM}summary") is not None, where,
                             f"{name}: offer a summary beside content that is elsewhere")
    return root.findtext(f"{ATOM}id")


def check_json(report, where, body, schema):
    """The schema, and that ids are not repeated."""
    try:
        feed = json.loads(body)
    except ValueError as error:
        report.check(False, where, f"is not JSON ({error}): escape what it says")
        return None
    errors = sorted(jsonschema.Draft202012Validator(schema).iter_errors(feed), key=str)
    said = "; ".join(f"{e.json_path}: {e.message[:120]}" for e in errors[:3])
    if not report.check(not errors, where, f"does not follow its schema: {said}"):
        return None
    ids = [item["id"] for item in feed["items"]]
    report.check(len(set(ids)) == len(ids), where, "give each item an id of its own")
    report.check(urllib.parse.urlsplit(feed["feed_url"]).path == where, where,
                 "name this very address in feed_url")
    return feed["feed_url"]


def check_feeds(report, site, feeds):
    """Every feed by its own kind; no two feeds have one id."""
    atom = etree.RelaxNG(etree.parse(str(HERE / "atom.rng")))
    schema = json.loads((HERE / "json-feed.schema.json").read_text(encoding="utf-8"))
    owners = {}
    for path in feeds:
        status, media, body = site.get(path)
        if not report.check(status == 200, path, f"answers {status}: serve it or list another"):
            continue
        if media == "application/atom+xml":
            identity = check_atom(report, path, body, atom)
        elif media in ("application/feed+json", "application/json"):
            identity = check_json(report, path, body, schema)
        else:
            report.check(False, path, f"is {media}: serve application/atom+xml or application/feed+json")
            continue
        if identity:
            report.check(identity not in owners, path,
                         f"has the id of {owners.get(identity)}: give it one of its own")
            owners[identity] = path


def check_calendar(report, where, body):
    """The lines of RFC 5545, what `icalendar` reads, and what each event must say; answers the events by their identity."""
    report.check(body.endswith(b"\r\n") and b"\n" not in body.replace(b"\r\n", b""), where,
                 "end every line with CR and LF")
    report.check(all(len(line) <= 75 for line in body.split(b"\r\n")), where, "fold lines at 75 octets")
    try:
        calendar = icalendar.Calendar.from_ical(body)
    except ValueError as error:
        report.check(False, where, f"cannot be read ({error}): follow RFC 5545")
        return {}
    report.check(str(calendar.get("version")) == "2.0" and calendar.get("prodid"), where, "say VERSION:2.0 and PRODID")
    errors = [error for part in calendar.walk() for error in part.errors]
    if not report.check(not errors, where, f"has values that cannot be read: {errors[:3]}"):
        return {}
    events = calendar.walk("VEVENT")
    report.check(events, where, "hold at least one component")
    found = {}
    for event in events:
        uid = str(event.get("uid"))
        report.check(uid not in found, where, f"has {uid} twice: give each event an identity of its own")
        needed = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "URL", "STATUS")
        missing = [name for name in needed if name not in event]
        if not report.check(not missing, where, f"{uid} lacks {missing}: say it"):
            continue
        starts, ends = event["dtstart"].dt, event["dtend"].dt
        whole = [not isinstance(at, datetime.datetime) for at in (starts, ends)]
        report.check(whole[0] == whole[1] and starts < ends, where, f"{uid} ends before it begins, or mixes days and times: correct it")
        times = [event["dtstamp"].dt] + ([] if whole[0] else [starts, ends])
        report.check(all(at.utcoffset() == datetime.timedelta(0) for at in times), where,
                     f"{uid} has times that are not in UTC: write them so, since no time zone is told")
        found[uid] = (starts, ends, int(event["sequence"]), str(event["status"]))
    return found


def check_calendars(report, site, calendars):
    """Every calendar; an event is the same wherever it stands."""
    known = {}
    for path in calendars:
        status, media, body = site.get(path)
        if not report.check(status == 200 and media == "text/calendar", path, f"answers {status} as {media}: serve text/calendar"):
            continue
        for uid, event in check_calendar(report, path, body).items():
            report.check(known.setdefault(uid, event) == event, path, f"{uid} differs from another calendar's {known[uid]}: {event}")


def collect(report, site, sitemaps):
    """Follows indexes into their parts; answers the pages of all of them, each
    address with its alternates by language."""
    schemas = {
        "urlset": etree.XMLSchema(etree.parse(str(HERE / "sitemap.xsd"))),
        "sitemapindex": etree.XMLSchema(etree.parse(str(HERE / "sitemap-index.xsd"))),
    }
    pages, queue, seen = {}, list(sitemaps), set()
    while queue:
        where = queue.pop(0)
        path = urllib.parse.urlsplit(where).path
        if path in seen:
            continue
        seen.add(path)
        status, _, body = site.get(where)
        if not report.check(status == 200, path, f"answers {status}: serve it or list another"):
            continue
        root = parse(report, path, body)
        if root is None:
            continue
        kind = etree.QName(root).localname
        if not report.check(kind in schemas, path, f"is a {kind}: serve urlset or sitemapindex"):
            continue
        against(report, path, schemas[kind], root)
        report.check(len(root) <= MOST_ADDRESSES and len(body) <= MOST_BYTES, path,
                     "is larger than the protocol allows: split it")
        if kind == "sitemapindex":
            queue.extend(root.xpath("//*[local-name()='loc']/text()"))
            continue
        for url in root.findall(f"{MAP}url"):
            address = url.findtext(f"{MAP}loc")
            report.check(address not in pages, path, f"lists {address} again: list it once")
            pages[address] = {link.get("hreflang"): link.get("href") for link in url.findall(LINK)}
    return pages


def check_page(site, address):
    """What is wrong with a listed page, or nothing."""
    status, _, body = site.get(address)
    if status != 200:
        return f"answers {status}: list only pages that are there"
    canonical = html.fromstring(body).xpath("//link[@rel='canonical']/@href")
    if canonical != [address]:
        return f"has the canonical {canonical}: list the canonical address"
    return None


def check_sitemaps(report, site, sitemaps):
    """Every page there under its canonical address, languages mutual."""
    pages = collect(report, site, sitemaps)
    with ThreadPoolExecutor(max_workers=8) as pool:
        for address, problem in zip(pages, pool.map(lambda a: check_page(site, a), pages)):
            report.check(problem is None, address, problem)
    for address, alternates in pages.items():
        if alternates:
            report.check(address in alternates.values(), address,
                         "is not among its own alternates: name every language, its own too")
        for language, other in alternates.items():
            if language != "x-default":
                report.check(pages.get(other) == alternates, address,
                             f"has {other} for {language}, which does not answer in kind: list both with the same links")


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--base", required=True, help="where the site runs")
    site = Site(words.parse_args().base)
    report = Report()
    status, _, body = site.get("/_local/pages")
    if report.check(status == 200, "/_local/pages", f"answers {status}: start the site for local use"):
        lists = json.loads(body)
        report.check(lists.get("feeds"), "/_local/pages", "lists no feeds: name them")
        report.check(lists.get("sitemaps"), "/_local/pages", "lists no sitemaps: name them")
        report.check(lists.get("calendars"), "/_local/pages", "lists no calendars: name them")
        check_feeds(report, site, lists.get("feeds", []))
        check_calendars(report, site, lists.get("calendars", []))
        check_sitemaps(report, site, lists.get("sitemaps", []))
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
