using System.Globalization;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Search;

/// <summary>What <c>mnist search</c> was asked for.</summary>
/// <param name="Space">A shipped space or a file.</param>
/// <param name="Limits">Besides the space's own.</param>
/// <param name="Objectives">In place of the space's own; empty for those.</param>
internal sealed record SearchRequest(string Space, ValueList<Limit> Limits, ValueList<Objective> Objectives)
{
    /// <summary>Whether to leave out, uncounted, what cannot come onto the front.</summary>
    public bool FrontOnly { get; init; }

    /// <summary>Designs to draw at random; null to go through all.</summary>
    public int? Sample { get; init; }

    /// <summary>Of what is drawn.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Longest search that is begun, in seconds.</summary>
    public int Within { get; init; } = 60;

    /// <summary>At least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether the front is ordered by what recorded runs let expect.</summary>
    public bool RanksByPrediction { get; init; }

    /// <summary>Rows of the table.</summary>
    public int Top { get; init; } = 20;

    /// <summary>Where the picture goes; null for none.</summary>
    public string? Svg { get; init; }

    /// <summary>Which design to save as a plan, from 1, and where; null for none.</summary>
    public (int Number, string Path)? Save { get; init; }

    /// <summary>Designs of the front to train; null for none.</summary>
    public int? Train { get; init; }

    /// <summary>How they are trained, and whether a program reads the answer.</summary>
    public required SweepRequest Runs { get; init; }

    /// <summary>The limits that a word asks for; null where it asks for none.</summary>
    /// <param name="word">Such as "parameters=..6000", "macs=100000..200000", "nonTrainable=140" or "lastMapField=22..".</param>
    public static Limit? ParseLimit(string word) =>
        word.Split('=') is [var name, var range] && Find(name) is { } figure && range.Split("..") is { Length: 1 or 2 } ends
        && TryNumber(ends[0], out var least) && TryNumber(ends[^1], out var most)
        && (ends.Length == 2 || least is not null) && (least ?? most) is not null && !(least > most)
            ? new(figure, least, most)
            : null;

    /// <summary>The figure of a name; null where there is none.</summary>
    public static Figure? Find(string name) =>
        Enum.GetValues<Figure>().Where(f => SpaceFields.NameOf(f) == name).Cast<Figure?>().FirstOrDefault();

    /// <summary>All names of figures, for a sentence.</summary>
    public static string Names => Enum.GetValues<Figure>().Select(SpaceFields.NameOf).ToValueList().And();

    private static bool TryNumber(string text, out long? number)
    {
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
        return number is not null || text.Length == 0;
    }
}
