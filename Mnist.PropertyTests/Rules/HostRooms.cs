namespace Mnist.PropertyTests.Rules;

/// <summary>The rooms of Mnist.Host.</summary>
internal static class HostRooms
{
    private static readonly string[] Below = ["Commands", "Runs", "Plans", "Wording", "Presentation"];

    /// <summary>In reading order.</summary>
    public static IReadOnlyList<Room> All { get; } =
    [
        new("Presentation", "blocks and what writes them: terminal, plain text, Markdown, HTML"),
        new("Presentation/Charts", "line charts as SVG", "Presentation"),
        new("Wording", "values of domain and engine as sentences", "Presentation"),
        new("Plans", "plan files: reader, writer, schema, places of errors", "Wording", "Presentation"),
        new("Runs", "jobs, records, resuming, verification, sweeps", "Plans", "Wording", "Presentation"),
        new("Pages", "report pages", "Runs", "Plans", "Wording", "Presentation", "Presentation/Charts"),
        new("Commands", "what all verbs share: environment, options, answers, exit codes", "Runs", "Plans", "Wording", "Presentation"),
        new("Verbs/Check", "mnist check", Below),
        new("Shell", "command line, table of verbs, process and signals", ["Verbs/Check", .. Below]),
        new(".", "the entry", "Shell"),
    ];
}
