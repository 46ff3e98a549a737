namespace Mnist.Host.Wording;

/// <summary>One sentence for each <see cref="BudgetRepair"/>.</summary>
internal static class RepairText
{
    public static string Sentence(this BudgetRepair repair) => repair.Match(new BudgetRepair.Cases<string>(
        Narrow: r =>
            $"{r.Layer.Place()}: {(r.Layer.Layer is Layer.Linear ? "units" : "filters")} from {r.From.Grouped()} to {r.To.Grouped()} "
            + $"give {r.Parameters.Of("parameter")}.",
        Scale: r =>
            $"all convolutions but the last at {r.Percent} % of their filters, rounded down, give {r.Parameters.Of("parameter")}."));
}
