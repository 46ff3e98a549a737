using Mnist.Domain.Analysis;
using Mnist.Domain.Phrases;
using Mnist.Domain.Schema;

namespace Mnist.Domain.Repairs;

/// <summary>One sentence for each <see cref="BudgetRepair"/>.</summary>
public static class RepairText
{
    /// <summary>The edit with all that has to change, and what it gives.</summary>
    public static string Sentence(this BudgetRepair repair) => repair.Match(new BudgetRepair.Cases<string>(
        Narrow: r =>
            $"{r.Layer.Place()}: {(r.Layer.Layer is Layer.Linear ? "units" : "filters")} from {r.From.Grouped()} to {r.To.Grouped()}"
            + $"{(r.Following.Count > 0 ? $"{r.Following.Following(edits: 1)}," : "")} give {Figures(r)}.",
        Scale: r =>
            $"all convolutions{(r.Logits.Layer is Layer.Conv2d ? " but the last" : "")} at {r.Percent} % of their filters, rounded down"
            + $"{(r.Network.Changes.Any(change => change.Field == "groups") ? ByGroups(r.Percent) : "")}, give {Figures(r)}."));

    /// <summary>", and with it filters and groups of layers.20 conv2d from 48 to 42": what edits change beside themselves.</summary>
    /// <param name="following">In other layers, or other fields; none gives no words.</param>
    /// <param name="edits">How many edits they follow.</param>
    internal static string Following(this ValueList<LayerEdit> following, int edits) => following.Count == 0 ? "" :
        $", and with {(edits == 1 ? "it" : "them")} "
        + following.GroupBy(change => (change.Layer, change.From, change.To))
            .Select(alike => $"{alike.Select(change => change.Field).ToValueList().And()} of {alike.Key.Layer.Place()} "
                + $"from {alike.Key.From} to {alike.Key.To}")
            .ToValueList().And();

    private static string ByGroups(int percent) => $", and those with groups at {percent} % of their groups, each as wide as before";

    private static string Figures(BudgetRepair repair) =>
        repair.Network.Figures.Select(f => $"{f.Actual.Grouped()} {f.Quantity.Unit()}").ToValueList().And();
}
