using Mnist.Domain.Analysis;
using Mnist.Domain.Phrases;
using Mnist.Domain.Schema;

namespace Mnist.Domain.Repairs;

/// <summary>One sentence for each <see cref="BudgetRepair"/>.</summary>
public static class RepairText
{
    /// <summary>The edit and what it gives.</summary>
    public static string Sentence(this BudgetRepair repair) => repair.Match(new BudgetRepair.Cases<string>(
        Narrow: r =>
            $"{r.Layer.Place()}: {(r.Layer.Layer is Layer.Linear ? "units" : "filters")} from {r.From.Grouped()} to {r.To.Grouped()} "
            + $"give {Figures(r)}.",
        Scale: r =>
            $"all convolutions but the last at {r.Percent} % of their filters, rounded down, give {Figures(r)}."));

    private static string Figures(BudgetRepair repair) =>
        repair.Network.Figures.Select(f => $"{f.Actual.Grouped()} {f.Quantity.Unit()}").ToValueList().And();
}
