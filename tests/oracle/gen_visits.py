"""The visit week of a generated site: seven days of twenty slots, with a chosen number of failures."""

from datetime import datetime, time, timedelta

FAILURES = [
    {"failure": "dns"}, {"failure": "connect"}, {"failure": "tls"}, {"failure": "timeout", "duration_ms": "20000"},
    {"failure": "reset"}, {"failure": "redirect_loop"}, {"failure": "protocol"},
    {"failure": "empty_body", "status": 200}, {"status": 404}, {"status": 410}, {"status": 500}, {"status": 503},
    {"status": 200, "duration_ms": "15000"}, {"status": 200, "duration_ms": "15000.5"},
]
ANSWERS = [{"status": 200, "duration_ms": "14999.999"}, {"status": 200, "duration_ms": 800},
           {"status": 304}, {"status": 400}, {"status": 302}]
SUSPECTED = [{"status": code} for code in (401, 403, 405, 412, 418, 429, 451, 521)] + [{"failure": "challenge"}]


def slots_of_week(site, extra):
    """140 moments in different slots of each day, and `extra` more in slots already taken."""
    rng, moments = site.rng, []
    for back in range(7):
        day = datetime.combine(site.day - timedelta(days=back), time())
        numbers = rng.sample(range(144), 20)
        moments += [day + timedelta(minutes=10 * n + rng.randrange(10)) for n in numbers]
    again = [m.replace(minute=m.minute // 10 * 10 + rng.randrange(10)) for m in rng.sample(moments, extra)]
    return moments + again


def visit(site, moment, vantage="甲", **fields):
    site.book.add("visits", site_code=site.code, visited_at=moment.isoformat(timespec="minutes"),
                  vantage=vantage, **fields)


def make_visits(site, edge):
    """certain failures at limit-1, limit, limit+1; undecidable by suspicion, bad rows or a thin day."""
    rng = site.rng
    moments = slots_of_week(site, rng.choice((0, 0, 1, 20, 21)))
    limit = -(-len(moments) // 20)
    failed = limit + {"limit-1": -1, "limit": 0, "limit+1": 1}.get(edge, -2)
    kinds = [rng.choice(FAILURES) for _ in range(failed)]
    if edge == "undecidable":
        kinds += suspicions(site, moments)
    kinds += [rng.choice(ANSWERS) for _ in range(len(moments) - len(kinds))]
    rng.shuffle(kinds)
    filed = file_addresses(site)
    for moment, kind in zip(moments, kinds):
        visit(site, moment, url=spelling(filed(moment.date()), rng), **kind)
    noise(site, moments)


def spelling(url, rng):
    """The filed address in one of its equal forms; empty means the filed one."""
    host = url.split("/")[2]
    return rng.choice((None, None, url, f"HTTP://{host.upper()}", f"http://{host}:80/#home"))


def file_addresses(site):
    """Sometimes a change of address before, inside or after the week; gives the filed one of a day."""
    new, days_ago = f"http://new.{site.code}.gov.cn/", site.rng.choice((None, None, None, 40, 3, 6, 0, -1))
    if days_ago is None:
        return lambda day: site.home
    filed_on = site.day - timedelta(days=days_ago)
    site.book.add("site_addresses", site_code=site.code, filed_on=filed_on, url=new)
    return lambda day: new if day >= filed_on else site.home


def suspicions(site, moments):
    """Rows for the undecidable edge; sometimes rejected rows instead, which are written at once."""
    if site.rng.random() < 0.3:
        for moment in moments[:3]:
            visit(site, moment, vantage="乙", duration_ms=100)
        return []
    if site.rng.random() < 0.3:
        by_hand_in_vain(site, moments)
    return [site.rng.choice(SUSPECTED) for _ in range(site.rng.choice((2, 3, 9)))]


def noise(site, moments):
    """Rows that must change nothing."""
    rng = site.rng
    if rng.random() < 0.3:
        visit(site, moments[0], vantage="丙", failure="monitor_fault")
    if rng.random() < 0.3:
        visit(site, moments[1], vantage="丙", url="http://elsewhere.example.cn/", failure="dns")
    if rng.random() < 0.3:
        visit(site, moments[0] - timedelta(days=9), vantage="丙", failure="dns")
    if rng.random() < 0.1:
        visit(site, datetime.combine(site.day + timedelta(days=1), time()), vantage="丙", failure="dns")


def by_hand_in_vain(site, moments):
    """A manual visit that is suspected itself stays suspected; a manual monitor fault takes nobody's place."""
    visit(site, moments[0], vantage="己", failure="monitor_fault", manual="true")
    visit(site, moments[2], vantage="庚", status=403, manual="true")


def replace_by_hand(site, moment):
    """A suspected visit and a manual one in its slot: the pair counts as one answer."""
    visit(site, moment, vantage="丁", status=403)
    visit(site, moment, vantage="戊", status=200, manual="true")


def make_thin_week(site):
    """One day with nineteen slots, whatever failed."""
    moments = slots_of_week(site, 0)
    for moment in moments[1:]:
        visit(site, moment, **site.rng.choice(FAILURES + ANSWERS))
    visit(site, moments[1], vantage="乙", status=200)
