using Mnist.Host.Pages.Parts;
using Mnist.Host.Variations;

namespace Mnist.Host.Pages.Sections;

/// <summary>The runs of one plan, beside those of others.</summary>
/// <param name="Name">The plan's, told apart from others of that name.</param>
/// <param name="Colour">1 to 8.</param>
/// <param name="Runs">At least one.</param>
internal sealed record PlanGroup(string Name, int Colour, ValueList<ReportedRun> Runs)
{
    private const int Colours = 8;

    /// <summary>The plan.</summary>
    public CheckedPlan Plan => Runs[0].Run.Plan;

    /// <summary>The figures over seeds; null where no run came to its end.</summary>
    public PlanSweep? Sweep { get; } = RunSummary.OfEnded(Runs.Select(r => r.Record)) is { Count: > 0 } whole
        ? PlanSweep.Of(Runs[0].Run.Plan, whole)
        : null;

    /// <summary>The run of the median seed; null where none came to its end.</summary>
    public ReportedRun? Median => Sweep is { MedianRun: var median }
        ? Runs.First(run => run.Record.Seed == median.Seed && run.Record.WeightsHash == median.WeightsHash)
        : null;

    /// <summary>Runs by their plans, in the order given.</summary>
    /// <param name="runs">At least one.</param>
    public static ValueList<PlanGroup> Of(ValueList<ReportedRun> runs)
    {
        var groups = runs.GroupBy(r => r.Record.PlanHash, StringComparer.Ordinal).Select(g => g.ToValueList()).ToList();
        var names = VariantNames.Of(groups.Select(g => g[0].Record.Plan).ToValueList());
        return groups.Select((g, i) => new PlanGroup(names[g[0].Record.Plan], (i % Colours) + 1, g)).ToValueList();
    }

    /// <summary>The name with its colour.</summary>
    public Html Named => Html.Of($"""<span class="named s{Colour}">{Name}</span>""");
}
