namespace Mnist.PropertyTests.Rules;

/// <summary>The rooms of Mnist.Host.</summary>
internal static class HostRooms
{
    /// <summary>No verb knows another one.</summary>
    private static readonly Room[] Verbs =
    [
        new("Verbs/List", "mnist list", "Commands", "Presentation"),
        new("Verbs/Show", "mnist show", "Commands", "Plans", "Presentation"),
        new("Verbs/Schema", "mnist schema", "Commands", "Presentation"),
        new("Verbs/Check", "mnist check", "Commands", "Reports", "Runs", "Plans", "Wording", "Presentation"),
        new(
            "Verbs/Search",
            "mnist search",
            "Searching",
            "Watching",
            "Commands",
            "Sweeps",
            "Runs",
            "Plans",
            "Presentation",
            "Presentation/Charts"),
        new("Verbs/Repair", "mnist repair", "Commands", "Plans", "Presentation"),
        new("Verbs/Diff", "mnist diff", "Commands", "Plans", "Presentation"),
        new("Verbs/Data", "mnist data", "Commands", "Runs", "Plans", "Presentation"),
        new("Verbs/Bench", "mnist bench", "Commands", "Runs", "Plans", "Presentation"),
        new("Verbs/Doctor", "mnist doctor", "Commands", "Runs", "Wording", "Presentation"),
        new("Verbs/Train", "mnist train", "Watching", "Pages", "Commands", "Reports", "Runs", "Variations", "Wording", "Presentation"),
        new("Verbs/Verify", "mnist verify", "Watching", "Commands", "Deployments", "Runs", "Presentation"),
        new("Verbs/Sweep", "mnist sweep", "Watching", "Commands", "Reports", "Sweeps", "Slurm", "Runs", "Variations", "Presentation"),
        new(
            "Verbs/Drilldown",
            "mnist drilldown",
            "Watching",
            "Sweeps",
            "Pages/Sections",
            "Pages/Parts",
            "Commands",
            "Reports",
            "Runs",
            "Plans",
            "Presentation"),
        new("Verbs/Report", "mnist report", "Pages", "Pages/Parts", "Commands", "Deployments", "Runs", "Presentation"),
        new("Verbs/Predict", "mnist predict", "Commands", "Deployments", "Runs", "Presentation"),
        new("Verbs/Export", "mnist export", "Commands", "Deployments", "Runs", "Presentation"),
    ];

    /// <summary>In reading order.</summary>
    public static IReadOnlyList<Room> All { get; } =
    [
        new("Presentation", "blocks and what writes them: terminal, plain text, Markdown, HTML, JSON"),
        new("Presentation/Charts", "line charts as SVG", "Presentation"),
        new("Wording", "backends, run directories and times as sentences"),
        new("Plans", "what a PLAN argument stands for, and how two plans differ", "Presentation"),
        new("Variations", "fields of a plan set anew, and what variants are called", "Plans", "Presentation"),
        new("Slurm", "a scheduler's commands: what is asked of them, and what they answer", "Presentation"),
        new("Runs", "jobs, records, resuming, verification", "Slurm", "Variations", "Plans", "Wording", "Presentation"),
        new("Deployments", "the network of 8 bits of a run: made, measured, kept, compared", "Runs", "Plans", "Presentation"),
        new(
            "Sweeps",
            "many runs: what they consist of, who executes them, what they come to",
            "Slurm",
            "Deployments",
            "Runs",
            "Variations",
            "Plans",
            "Presentation"),
        new("Reports", "what runs, networks and sweeps come to, for verbs and pages alike", "Sweeps", "Runs", "Presentation"),
        new(
            "Pages/Parts",
            "what every page has, and what a page knows of a run",
            "Deployments",
            "Runs",
            "Presentation",
            "Presentation/Charts"),
        new(
            "Pages/Sections",
            "each section of a page",
            "Pages/Parts",
            "Reports",
            "Deployments",
            "Runs",
            "Presentation",
            "Presentation/Charts"),
        new(
            "Commands",
            "what all verbs share: environment, options, answers, exit codes",
            "Sweeps",
            "Runs",
            "Variations",
            "Plans",
            "Wording",
            "Presentation"),
        new("Pages", "the report page, written", "Pages/Parts", "Pages/Sections", "Runs", "Presentation"),
        new("Watching", "a run or a sweep that goes on, as it is shown", "Commands", "Sweeps", "Runs", "Wording", "Presentation"),
        new("Searching", "the parts of a search on all cores"),
        .. Verbs,
        new(
            "Shell",
            "command line, table of verbs, process and signals",
            [.. Verbs.Select(verb => verb.Name), "Commands", "Wording", "Presentation"]),
        new(".", "the entry", "Shell"),
    ];
}
