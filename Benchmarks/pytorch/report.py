"""What a comparison says: medians with their spread, ratios round by round, tables in Markdown."""
import statistics


def spread(values):
    """Median, extremes and quartiles."""
    quartiles = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    return {
        "median": statistics.median(values), "min": min(values), "max": max(values),
        "lower_quartile": quartiles[0], "upper_quartile": quartiles[2],
    }


def summarise(result):
    """The result with each contender's spread, its ratio to the other side's best, and the best of each side.

    The best is by the median. A ratio is Revisit's speed over PyTorch's, round by round, whichever of them is at its best.
    """
    for contender in result["contenders"]:
        speeds = contender["images_per_second"]
        contender["speed"] = spread(speeds) if speeds and not contender["failure"] else None
    ours, theirs = fastest(result, "Revisit"), fastest(result, "PyTorch")
    result["our_best"], result["best"] = [best["name"] if best else None for best in (ours, theirs)]
    for contender in result["contenders"]:
        pair = (contender, theirs) if contender["side"] == "Revisit" else (ours, contender)
        running = all(one and one["speed"] for one in pair)
        contender["ratio"] = spread([a / b for a, b in zip(*(one["images_per_second"] for one in pair))]) if running else None
    return result


def side(result, name):
    return [contender for contender in result["contenders"] if contender["side"] == name]


def fastest(result, name):
    """The contender of a side with the greatest median, if any runs."""
    running = [contender for contender in side(result, name) if contender["speed"]]
    return max(running, key=lambda contender: contender["speed"]["median"], default=None)


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def with_spread(values, form=number):
    return f"{form(values['median'])} ({form(values['min'])} to {form(values['max'])})" if values else "none"


def speed(contender):
    return "failed" if contender["failure"] else with_spread(contender["speed"])


def ratio(values):
    return with_spread(values, "{:.2f}".format)


def table(header, rows):
    lines = ["| " + " | ".join(cells) + " |" for cells in [header, ["---"] * len(header), *rows]]
    return "\n".join(lines) + "\n"


def title(result):
    return [f"{result['network']}, {result['resolution']} px, batch {result['batch']}", result["kind"], str(result["threads"])]


def summary_row(result):
    cells = []
    for name in ("Revisit", "PyTorch"):
        best = fastest(result, name)
        cells += [best["name"], speed(best)] if best else ["none", "none"]
    ours = fastest(result, "Revisit")
    return title(result) + cells + [ratio(ours["ratio"] if ours else None)]


def mode_rows(result):
    for contender in result["contenders"]:
        yield title(result) + [contender["side"], contender["name"], speed(contender), ratio(contender["ratio"])]


def memory_row(result):
    ours, theirs = [
        min((one["memory_bytes"] for one in side(result, name) if one["speed"] and one["memory_bytes"]), default=None)
        for name in ("Revisit", "PyTorch")
    ]
    cells = [f"{value / 2**20:.0f}" if value else "none" for value in (ours, theirs)]
    return title(result)[:2] + cells + [f"{ours / theirs:.2f}" if ours and theirs else "none"]


def failures(document):
    for result in document["results"]:
        for contender in result["contenders"]:
            if contender["failure"]:
                place = ", ".join(title(result)[:2])
                name = f"{contender['side']} {contender['name']}"
                yield f"- {place}, {result['threads']} thread(s), {name}: `{contender['failure']}`\n"


def versions(document):
    """What the contenders said of themselves, the longest of each side, which names most libraries."""
    return [
        max((one["about"] or "" for result in document["results"] for one in side(result, name)), key=len, default="")
        for name in ("Revisit", "PyTorch")
    ]


def markdown(document):
    machine, results = document["machine"], document["results"]
    ours, theirs = versions(document)
    failed = "".join(failures(document))
    removed = ", ".join(document["removed_variables"]) or "none"
    where = ["network", "kind", "threads"]
    header = where + ["Revisit's best", "its images/s", "PyTorch's best", "its images/s", "ratio"]
    text = f"""# Revisit and PyTorch by turns

{document['date']}, Revisit {document['commit']} ({ours}) and {theirs}; {machine['processor']}, {machine['cores']} cores, \
{machine['memory']}, {machine['system']} {machine['kernel']}. {document['rounds']} rounds; medians, with the least and the
greatest. A ratio is taken round by round; above 1 Revisit is faster. A pair is one-thread processes side by side, its speed their sum;
shards are one process on all threads with as many shards. Limits removed from the environment: {removed}.

{table(header, map(summary_row, results))}
## Memory of a step

Peak resident memory above what was resident before the network was made, in MiB, one thread; PyTorch's is the least of its
modes.

{table(['network', 'kind', 'Revisit', 'PyTorch', 'ratio'], [memory_row(r) for r in results if r['threads'] == 1])}
## Every mode

The ratio is to the other side's best.

{table(where + ['side', 'mode', 'images/s', 'ratio'], [row for r in results for row in mode_rows(r)])}"""
    return text + (f"\n## Failed\n\n{failed}" if failed else "")
