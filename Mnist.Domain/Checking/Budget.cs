using Mnist.Domain.Analysis;

namespace Mnist.Domain.Checking;

/// <summary>Something that a target limits, and what a network has of it.</summary>
/// <param name="Quantity">What it is.</param>
/// <param name="Limit">Most of it; below 1 it is no limit, and an error of its own.</param>
/// <param name="Actual">What the network has.</param>
/// <param name="Costs">What each layer has.</param>
internal sealed record Budget(Quantity Quantity, long Limit, long Actual, ValueList<Blame> Costs)
{
    /// <summary>Whether the network has more.</summary>
    public bool IsExceeded => Limit >= 1 && Actual > Limit;

    /// <summary>How a budget that is exceeded is told.</summary>
    public PlanError.OverBudget Error => new(Quantity, Actual, Limit, Dearest(Actual - Limit));

    /// <summary>The dearest layers that together cost at least the excess: without them the rest would fit.</summary>
    private ValueList<Blame> Dearest(long excess)
    {
        var before = 0L;
        return Costs
            .Where(blame => blame.Amount > 0)
            .OrderByDescending(blame => blame.Amount)
            .ToValueList()
            .TakeWhile(blame => Advance(blame.Amount) < excess)
            .ToValueList();

        long Advance(long amount)
        {
            var reached = before;
            before += amount;
            return reached;
        }
    }
}
