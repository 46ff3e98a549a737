using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Values;

namespace Mnist.Domain.Checking;

/// <summary>What runs and was perhaps not meant.</summary>
internal static class WarningRules
{
    /// <summary>Every warning.</summary>
    /// <param name="summary">The network.</param>
    /// <param name="data">The data it is meant for.</param>
    public static ValueList<PlanWarning> Of(Summary summary, DataSpec data) =>
    [
        .. summary.Output.Channels > data.Classes && summary.Output.Positions == 1
            ? [new PlanWarning.UnusedOutputs(summary.Output.Channels, data.Classes)]
            : Enumerable.Empty<PlanWarning>(),
        .. from pair in summary.Layers.Zip(summary.Layers.Skip(1))
           where pair.First.Layer.Layer is Layer.Conv2d { Bias: true } or Layer.Linear { Bias: true }
               && pair.Second.Layer.Layer is Layer.BatchNorm2d
               && pair.First.Layer.ParentPath == pair.Second.Layer.ParentPath
           select new PlanWarning.BiasBeforeBatchNorm(pair.First.Layer, pair.First.Output.Channels),
        .. summary.UnseenPixels > 0
            ? [new PlanWarning.UnseenPixels(summary.UnseenPixels, summary.Field.Size, summary.Coverage, summary.Input)]
            : Enumerable.Empty<PlanWarning>(),
        .. RectifiedLogits(summary),
    ];

    // Behind a normalisation a rectifier lets half of the values through, so that none of them is lost.
    private static IEnumerable<PlanWarning> RectifiedLogits(Summary summary)
    {
        var last = summary.Layers.Select(row => row.Layer).Reverse()
            .SkipWhile(layer => layer.Layer is Layer.Flatten or Layer.Dropout or Layer.GlobalAvgPool or Layer.AvgPool2d or Layer.MaxPool2d).Take(2).ToList();
        return last is [{ Layer: Layer.Relu } rectifier, { Layer: Layer.Conv2d or Layer.Linear }] ? [new PlanWarning.RectifiedLogits(rectifier)] : [];
    }
}
