namespace Mnist.Host.Pages.Parts;

/// <summary>What a colour of a chart stands for.</summary>
/// <param name="Name">In words.</param>
/// <param name="Colour">1 to 8: which of the page's colours.</param>
/// <param name="Sign">As it is drawn.</param>
internal sealed record LegendEntry(string Name, int Colour, LegendSign Sign);

/// <summary>How something is drawn in a chart.</summary>
internal enum LegendSign
{
    /// <summary>A curve.</summary>
    Line,

    /// <summary>A point.</summary>
    Dot,

    /// <summary>A hollow point.</summary>
    Ring,
}

/// <summary>The signs in a page.</summary>
internal static class LegendSigns
{
    /// <summary>The class that gives an entry its sign.</summary>
    public static string Class(this LegendSign sign) => sign switch
    {
        LegendSign.Line => "as-line",
        LegendSign.Dot => "as-dot",
        LegendSign.Ring => "as-ring",
    };
}
