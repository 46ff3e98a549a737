using System.Globalization;
using Mnist.Host.RunFolders;

namespace Mnist.Host.Verbs.Runs;

/// <summary>A figure of a run by which runs are filtered and sorted.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Of">The figure; null where the run has none.</param>
/// <param name="IsLargestFirst">How runs are sorted by it.</param>
internal sealed record RunFigure(string Name, Func<ListedRun, double?> Of, bool IsLargestFirst)
{
    /// <summary>All of them; the first one is what runs are sorted by.</summary>
    public static ValueList<RunFigure> All { get; } =
    [
        new("started", run => run.Started.ToUnixTimeMilliseconds(), IsLargestFirst: true),
        new("final", run => run.Final, IsLargestFirst: true),
        new("mean", run => run.Last?.Mean, IsLargestFirst: true),
        new("minimum", run => run.Last?.Min, IsLargestFirst: true),
        new("parameters", run => run.Plan.Parameters, IsLargestFirst: false),
        new("seed", run => run.Seed, IsLargestFirst: false),
        new("epochs", run => run.Epochs, IsLargestFirst: false),
        new("seconds", run => run.Seconds, IsLargestFirst: false),
    ];

    /// <summary>All names, for a sentence.</summary>
    public static string Names => All.Select(figure => figure.Name).ToValueList().And();

    /// <summary>The figure of a name; null where there is none.</summary>
    public static RunFigure? Find(string name) => All.FirstOrDefault(figure => figure.Name == name);
}

/// <summary>Runs whose figure is in a range.</summary>
/// <param name="Figure">Which figure.</param>
/// <param name="Least">Smallest value.</param>
/// <param name="Most">Largest value.</param>
internal sealed record RunLimit(RunFigure Figure, double Least, double Most)
{
    /// <summary>The limit that a word asks for; null where it asks for none.</summary>
    /// <param name="word">Such as "parameters=..6000", "final=99.4..", "seed=3".</param>
    public static RunLimit? Parse(string word) =>
        word.Split('=') is [var name, var range]
        && RunFigure.Find(name) is { } figure
        && range.Split("..") is { Length: 1 or 2 } ends
        && range.Any(char.IsAsciiDigit)
        && TryNumber(ends[0], double.NegativeInfinity, out var least)
        && TryNumber(ends[^1], double.PositiveInfinity, out var most)
            ? new(figure, least, most)
            : null;

    /// <summary>Whether the run's figure is in the range; not where it has none.</summary>
    public bool Keeps(ListedRun run) => Figure.Of(run) is { } value && value >= Least && value <= Most;

    private static bool TryNumber(string text, double open, out double number)
    {
        number = open;
        return text.Length == 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
