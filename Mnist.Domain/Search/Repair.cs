namespace Mnist.Domain;

/// <summary>An edit that brings a plan's network within its parameter budget.</summary>
public abstract record Repair
{
    private Repair(Architecture architecture, long parameters, long removed)
    {
        Architecture = architecture;
        Parameters = parameters;
        Removed = removed;
    }

    /// <summary>The network after the edit.</summary>
    public Architecture Architecture { get; }

    /// <summary>Its trainable parameters, within the budget.</summary>
    public long Parameters { get; }

    /// <summary>Filters and units taken away, at least 1: how much the edit changes.</summary>
    public long Removed { get; }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="Repair"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Narrow">For one layer made narrower.</param>
    /// <param name="Scale">For all convolutions made narrower.</param>
    public sealed record Cases<T>(Func<Narrow, T> Narrow, Func<Scale, T> Scale);

    /// <summary>One layer with fewer filters or units; a depthwise convolution behind it follows.</summary>
    public sealed record Narrow : Repair
    {
        internal Narrow(PlacedLayer layer, int from, int to, Architecture architecture, long parameters)
            : base(architecture, parameters, from - to)
        {
            Layer = layer;
            From = from;
            To = to;
        }

        /// <summary>The layer as it is.</summary>
        public PlacedLayer Layer { get; }

        /// <summary>Its filters or units.</summary>
        public int From { get; }

        /// <summary>The most that fit when nothing else changes.</summary>
        public int To { get; }

        internal override T Pick<T>(Cases<T> on) => on.Narrow(this);
    }

    /// <summary>All convolutions but the one that makes the logits, with the same share of their filters.</summary>
    public sealed record Scale : Repair
    {
        internal Scale(int percent, Architecture architecture, long parameters, long removed)
            : base(architecture, parameters, removed) => Percent = percent;

        /// <summary>Share of the filters that stays, rounded down and at least 1, in [1, 99].</summary>
        public int Percent { get; }

        internal override T Pick<T>(Cases<T> on) => on.Scale(this);
    }
}

/// <summary>Finds the smallest edits that meet a parameter budget.</summary>
public static class RepairFinder
{
    /// <summary>For each layer the most filters or units that fit, and the largest common scale that fits; smallest change first.</summary>
    /// <remarks>
    /// Every edit was put together and checked: what it gives can be executed. The layer that makes the logits keeps an output for each
    /// class. Counts grow with each width, so halving the interval finds the largest; grouped convolutions, where some widths do not
    /// divide, may leave a larger one unfound.
    /// </remarks>
    /// <param name="report">Of a plan that can be executed and is over its parameter budget; for any other there is nothing to find.</param>
    public static ValueList<Repair> Find(PlanReport report)
    {
        var over = report.Errors.OfType<PlanError.OverBudget>().FirstOrDefault(e => e.Quantity == Quantity.Parameters);
        if (!report.Runs || over is null)
            return [];

        var budget = new Budget(report.Plan, report.Data, over.Limit);
        var layers = report.Summary!.Layers.Select(l => l.Layer).Where(l => Widths.Of(l.Layer) is not null).ToValueList();
        var logits = layers[^1];
        return layers
            .Select<PlacedLayer, Repair?>(layer => Narrow(budget, layer, least: layer == logits ? report.Data.Classes : 1))
            .Append(Scale(budget, logits.Path))
            .OfType<Repair>()
            .OrderBy(repair => repair.Removed)
            .ThenByDescending(repair => repair.Parameters)
            .ToValueList();
    }

    private static Repair.Narrow? Narrow(Budget budget, PlacedLayer at, int least)
    {
        if (Widths.Of(at.Layer) is not { } from)
            return null;

        Repair.Narrow? best = null;
        var (low, high) = (least, from - 1);
        while (low <= high)
        {
            var to = low + ((high - low) / 2);
            var architecture = Widths.Narrow(budget.Plan.Architecture, at.Path, from, to);
            if (budget.Parameters(architecture) is { } parameters)
            {
                best = new(at, from, to, architecture, parameters);
                low = to + 1;
            }
            else
            {
                high = to - 1;
            }
        }

        return best;
    }

    private static Repair.Scale? Scale(Budget budget, string logits) => Enumerable.Range(1, 99)
        .Reverse()
        .Select(percent => Scale(budget, logits, percent))
        .FirstOrDefault(repair => repair is not null);

    private static Repair.Scale? Scale(Budget budget, string logits, int percent)
    {
        var architecture = Widths.Scale(budget.Plan.Architecture, logits, percent);
        var removed = Widths.Total(budget.Plan.Architecture) - Widths.Total(architecture);
        return budget.Parameters(architecture) is { } parameters ? new(percent, architecture, parameters, removed) : null;
    }

    private sealed record Budget(Plan Plan, DataSpec Data, long Limit)
    {
        /// <summary>Trainable parameters of a network that can stand in for the plan's; null where it cannot or is over the limit.</summary>
        public long? Parameters(Architecture architecture) =>
            PlanChecker.Examine(Plan with { Architecture = architecture }, Data) is { Runs: true, Summary.Parameters.Trainable: var count }
            && count <= Limit
                ? count
                : null;
    }
}
