using Mnist.Domain.Analysis;

namespace Mnist.Domain.Repairs;

/// <summary>A network in place of a plan's, within all of its budgets.</summary>
/// <param name="Architecture">The network.</param>
/// <param name="Changes">All that differs from the plan's, with what follows: these fields set by hand give the network.</param>
/// <param name="Parameters">Its trainable parameters.</param>
/// <param name="Figures">What it has of everything that the plan has too much of.</param>
public sealed record FittingNetwork(
    Architecture Architecture, ValueList<LayerEdit> Changes, long Parameters, ValueList<(Quantity Quantity, long Actual)> Figures);

/// <summary>An edit that brings a plan's network within its budgets.</summary>
public abstract record BudgetRepair
{
    private BudgetRepair(FittingNetwork network, long removed)
    {
        Network = network;
        Removed = removed;
    }

    /// <summary>The network after the edit.</summary>
    public FittingNetwork Network { get; }

    /// <summary>Its layers.</summary>
    public Architecture Architecture => Network.Architecture;

    /// <summary>Its trainable parameters.</summary>
    public long Parameters => Network.Parameters;

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
        internal Narrow(PlacedLayer layer, int from, int to, FittingNetwork network)
            : base(network, from - to)
        {
            Layer = layer;
            From = from;
            To = to;
        }

        /// <summary>The layer as it is.</summary>
        public PlacedLayer Layer { get; }

        /// <summary>Its filters or units.</summary>
        public int From { get; }

        /// <summary>The most that fit when nothing else changes but what follows.</summary>
        public int To { get; }

        /// <summary>What has to change in other layers, those that follow.</summary>
        public ValueList<LayerEdit> Following => [.. Network.Changes.Where(change => change.Layer.Path != Layer.Path)];

        internal override T Pick<T>(Cases<T> on) => on.Narrow(this);
    }

    /// <summary>All convolutions but the one that makes the logits, with the same percentage of their filters.</summary>
    public sealed record Scale : BudgetRepair
    {
        internal Scale(int percent, PlacedLayer logits, FittingNetwork network, long removed)
            : base(network, removed)
        {
            Percent = percent;
            Logits = logits;
        }

        /// <summary>The layer that makes the logits, which stays as it is.</summary>
        public PlacedLayer Logits { get; }

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
