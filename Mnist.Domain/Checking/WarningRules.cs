using Mnist.Domain.Analysis;
using Mnist.Domain.Planning;

namespace Mnist.Domain.Checking;

/// <summary>What runs and was perhaps not meant.</summary>
internal static class WarningRules
{
    /// <summary>Every warning.</summary>
    /// <param name="summary">The network.</param>
    /// <param name="data">The data it is meant for.</param>
    public static ValueList<PlanWarning> Of(Summary summary, DataSpec data) =>
    [
        .. ValueList.If(
            summary.Output.Channels > data.Classes.Count && summary.Output.Positions == 1,
            new PlanWarning.UnusedOutputs(summary.Output.Channels, data.Classes.Count)),
        .. from pair in summary.Layers.Zip(summary.Layers.Skip(1))
           where pair.First.Layer.Layer is Layer.Conv2d { Bias: true } or Layer.Linear { Bias: true }
               && pair.Second.Layer.Layer is Layer.BatchNorm2d
               && pair.First.Layer.ParentPath == pair.Second.Layer.ParentPath
           select new PlanWarning.BiasBeforeBatchNorm(pair.First.Layer, pair.First.Output.Channels),
        .. ValueList.If(
            summary.UnseenPixels > 0,
            new PlanWarning.UnseenPixels(summary.UnseenPixels, summary.Field.Size, summary.Coverage, summary.Input)),
        .. RectifiedLogits(summary),
    ];

    // Behind batch normalisation ReLU lets half of the values through, so that no class is lost.
    private static IEnumerable<PlanWarning> RectifiedLogits(Summary summary)
    {
        var last = summary.Layers.Select(row => row.Layer).Reverse().SkipWhile(at => KeepsSign(at.Layer)).Take(2).ToList();
        return last is [{ Layer: Layer.Relu } relu, { Layer: Layer.Conv2d or Layer.Linear }] ? [new PlanWarning.RectifiedLogits(relu)] : [];
    }

    /// <summary>Whether what a layer gives is at least 0 where all that comes in is.</summary>
    private static bool KeepsSign(Layer layer) => layer.Match<bool>(new(
        Conv2d: _ => false,
        BatchNorm2d: _ => false,
        Relu: _ => false,
        MaxPool2d: _ => true,
        AvgPool2d: _ => true,
        GlobalAvgPool: _ => true,
        Dropout: _ => true,
        Flatten: _ => true,
        Linear: _ => false,
        Residual: _ => false));
}
