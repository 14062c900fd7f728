"""What a chart holds, out of its specification."""


def datasets(chart):
    """The rows of each dataset, in the order of the layers."""
    return list(chart.to_dict()["datasets"].values())


def only(rows, *fields):
    return [tuple(row[field] for field in fields) for row in rows]


def lines(chart):
    """Title and lines below it, as one text."""
    heading = chart.to_dict()["title"]
    return "\n".join([heading["text"], *heading["subtitle"]])


def specs(node):
    """Every mapping inside a chart."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from specs(child)
