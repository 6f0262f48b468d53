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
    """The result with the spread of each contender, its ratios to ours, and PyTorch's best mode by the median."""
    ours, *theirs = result["contenders"]
    for contender in result["contenders"]:
        speeds = contender["images_per_second"]
        contender["speed"] = spread(speeds) if speeds and not contender["failure"] else None
    for contender in theirs:
        both = ours["speed"] and contender["speed"]
        ratios = [a / b for a, b in zip(ours["images_per_second"], contender["images_per_second"])] if both else []
        contender["ours_to_it"] = spread(ratios) if ratios else None
    running = [contender for contender in theirs if contender["speed"]]
    best = max(running, key=lambda contender: contender["speed"]["median"], default=None)
    result["best"] = best["name"] if best else None
    frugal = [contender["memory_bytes"] for contender in running if contender["memory_bytes"]]
    result["least_memory_bytes"] = min(frugal, default=None)
    return result


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
    ours, *theirs = result["contenders"]
    best = next((contender for contender in theirs if contender["name"] == result["best"]), None)
    if not best:
        return title(result) + [speed(ours), "none", "none", "none"]
    return title(result) + [speed(ours), best["name"], speed(best), ratio(best["ours_to_it"])]


def mode_rows(result):
    for contender in result["contenders"][1:]:
        yield title(result) + [contender["name"], speed(contender), ratio(contender["ours_to_it"])]


def memory_row(result):
    ours, theirs = result["contenders"][0]["memory_bytes"], result["least_memory_bytes"]
    cells = [f"{value / 2**20:.0f}" if value else "none" for value in (ours, theirs)]
    return title(result)[:2] + cells + [f"{ours / theirs:.2f}" if ours and theirs else "none"]


def failures(document):
    for result in document["results"]:
        for contender in result["contenders"]:
            if contender["failure"]:
                place = ", ".join(title(result)[:2])
                yield f"- {place}, {result['threads']} thread(s), {contender['name']}: `{contender['failure']}`\n"


def versions(document):
    """What the contenders said of themselves, the longest of each side, which names most libraries."""
    told = [[], []]
    for result in document["results"]:
        for index, contender in enumerate(result["contenders"]):
            told[min(index, 1)].append(contender["about"] or "")
    return [max(texts, key=len, default="") for texts in told]


def markdown(document):
    machine, results = document["machine"], document["results"]
    ours, theirs = versions(document)
    failed = "".join(failures(document))
    removed = ", ".join(document["removed_variables"]) or "none"
    where = ["network", "kind", "threads"]
    header = where + ["Revisit, images/s", "PyTorch's best", "its images/s", "ratio"]
    text = f"""# Revisit and PyTorch by turns

{document['date']}, Revisit {document['commit']} ({ours}) and {theirs}; {machine['processor']}, {machine['cores']} cores, \
{machine['memory']}, {machine['system']} {machine['kernel']}. {document['rounds']} rounds; medians, with the least and the
greatest. A ratio is taken round by round; above 1 Revisit is faster. Limits removed from the environment: {removed}.

{table(header, map(summary_row, results))}
## Memory of a step

Peak resident memory above what was resident before the network was made, in MiB, one thread; PyTorch's is the least of its
modes.

{table(['network', 'kind', 'Revisit', 'PyTorch', 'ratio'], [memory_row(r) for r in results if r['threads'] == 1])}
## Every mode

{table(where + ['mode', 'images/s', 'ratio'], [row for r in results for row in mode_rows(r)])}"""
    return text + (f"\n## Failed\n\n{failed}" if failed else "")
