using Mnist.Domain.Analysis;
using Mnist.Domain.Phrases;
using Mnist.Domain.Schema;

namespace Mnist.Domain.Repairs;

/// <summary>One sentence for each <see cref="PlanRepair"/>.</summary>
public static class PlanRepairText
{
    /// <summary>The edits and what they come to.</summary>
    /// <param name="repair">The repair.</param>
    /// <param name="before">The network as it was; null where its layers did not fit together.</param>
    public static string Sentence(this PlanRepair repair, Summary? before) =>
        $"{repair.Edits.Select(edit => $"{edit.Layer.Place()}: {edit.Field} from {edit.From} to {edit.To}").ToValueList().And()}"
        + $"{repair.Changes.Except(repair.Edits).ToValueList().Following(repair.Edits.Count)}; "
        + $"{Change(repair.Summary.Parameters.Trainable, before?.Parameters.Trainable, "parameter")}, "
        + $"{Change(repair.Summary.Macs, before?.Macs, "multiply-add")}, "
        + string.Concat(repair.Memory.Select(memory => $"{memory.Bytes.Grouped()} {memory.Quantity.Unit()}, "))
        + $"the logits depend on {repair.Summary.Coverage.Size} rows or columns.";

    private static string Change(long now, long? before, string noun) =>
        before is { } was && was != now ? $"{now.Of(noun)} ({(now > was ? "+" : "-")}{Math.Abs(now - was).Grouped()})" : now.Of(noun);
}
