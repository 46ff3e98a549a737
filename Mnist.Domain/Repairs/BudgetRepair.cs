namespace Mnist.Domain.Repairs;

/// <summary>An edit that brings a plan's network within its parameter budget.</summary>
public abstract record BudgetRepair
{
    private BudgetRepair(Architecture architecture, long parameters, long removed)
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

    /// <summary>One function for each case of <see cref="BudgetRepair"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Narrow">For one layer made narrower.</param>
    /// <param name="Scale">For all convolutions made narrower.</param>
    public sealed record Cases<T>(Func<Narrow, T> Narrow, Func<Scale, T> Scale);

    /// <summary>One layer with fewer filters or units; a depthwise convolution behind it follows.</summary>
    public sealed record Narrow : BudgetRepair
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

    /// <summary>All convolutions but the one that makes the logits, with the same percentage of their filters.</summary>
    public sealed record Scale : BudgetRepair
    {
        internal Scale(int percent, Architecture architecture, long parameters, long removed)
            : base(architecture, parameters, removed) => Percent = percent;

        /// <summary>Percentage of the filters that stays, in [1, 99]; filters are rounded down, and at least 1.</summary>
        public int Percent { get; }

        internal override T Pick<T>(Cases<T> on) => on.Scale(this);
    }
}

/// <summary>What a search for repairs came to.</summary>
/// <param name="Repairs">Smallest change first.</param>
/// <param name="Untried">Layers that it did not come to, because its work is limited.</param>
public sealed record RepairSearch(ValueList<BudgetRepair> Repairs, int Untried)
{
    /// <summary>Nothing found and nothing left to try.</summary>
    public static RepairSearch Empty { get; } = new([], 0);
}
