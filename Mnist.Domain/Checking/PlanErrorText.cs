using Mnist.Domain.Analysis;
using Mnist.Domain.Phrases;
using Mnist.Domain.Schema;

namespace Mnist.Domain.Checking;

/// <summary>One message for each <see cref="PlanError"/>: what, where, and what to do.</summary>
public static class PlanErrorText
{
    /// <summary>The message on an error of a plan.</summary>
    public static PlanMessage Message(this PlanError error) => error.Match(new PlanError.Cases<PlanMessage>(
        OutOfRange: e => new(e.Where, $"{e.Field} is {e.Value.Exact()}; it must be {e.Allowed.Words()}.") { Field = e.Field },
        BadName: e => new("name", $"'{e.Name}' cannot name a plan and its folder; use 1 to 64 letters, digits and . _ - with / inside."),
        NoLayers: e => new(NetworkErrorText.Layers(e.Where), "there are no layers; add at least one."),
        NestedTooDeep: e => new(
            e.Layer.Place(),
            $"it lies inside {e.Limit.Of("residual block")}, the most that may be in one another; put blocks one after the other."),
        Network: e => e.Error.Message(),
        WrongInput: e =>
            new("input", $"the plan takes images of {e.Input}, but those of the data are {e.Image}; set input to [{e.Image.Channels}, "
                + $"{e.Image.Height}, {e.Image.Width}] or leave it out."),
        OutputNotFlat: e => new(
            "layers",
            $"the last layer leaves {e.Output}, but logits have no height and width; end with globalAvgPool, or with flatten and linear."),
        TooFewOutputs: e => new(
            "layers",
            $"{e.Outputs.Of("output")} for {e.Classes} classes; give the last layer at least {e.Classes}"
            + $"{(e.Setting is { } setting ? $" ({setting})" : "")}."),
        BatchTooLarge: e =>
            new("training", $"batchSize is {e.BatchSize.Grouped()}, but there are {e.TrainingImages.Of("training image")}; use a batch of "
                + "at most that many."),
        OneValuePerChannel: e =>
            new(
                e.Layer.Place(),
                $"a batch of an epoch has {e.SmallestBatch.Of("image")} and leaves one value a channel, which cannot be normalised; choose "
                + "a batchSize whose rest is larger, or normalise before the pooling."),
        BeyondMemory: e =>
            new(
                "training",
                $"{(e.Runs > 1 ? $"{e.Runs.Grouped()} runs side by side take" : "it takes")} up to {e.Bytes.Bytes()} of memory, and this "
                + $"machine has {e.Available.Bytes()}; use a smaller batchSize, "
                + $"{(e.Runs > 1 ? "fewer runs at a time (--parallel)" : "fewer threads")} or a smaller network."),
        OverBudget: e =>
            new(
                "target",
                $"{e.Actual.Grouped()} {e.Quantity.Unit()} are {(e.Actual - e.Limit).Grouped()} over the budget of {e.Limit.Grouped()}; "
                + $"most are in {Dearest(e.Blame)}: make {(e.Blame.Count == 1 ? "it" : "them")} smaller or raise {Limit(e.Quantity)}."),
        FieldTooSmall: e =>
            new("target", $"the logits depend on {e.Actual} of the image's rows or columns, and {e.Minimum} are asked for; use more "
                + "layers, larger kernels, padding, dilation or earlier pooling, or lower minReceptiveField (--min-receptive-field)."),
        BeyondDevices: e => new(
            "target",
            $"memory on a device is calculated for at most {e.MostStages} stages and {e.MostRows.Grouped()} rows, "
                + "and the network has more; use fewer layers or smaller activations, or leave maxFlashBytes and maxRamBytes out."),
        TooManyEpochs: e => new(
            "target", $"{e.Epochs.Of("epoch")} are more than the {e.Limit} it allows; train for fewer or raise maxEpochs."),
        TooFewEpochs: e =>
            new(
                "target",
                $"it looks back over {e.LastEpochs.Of("epoch")}, but the run has {e.Epochs}; train for more or lower lastEpochs.")));

    /// <summary>A budget as a plan calls it, and as the command line does.</summary>
    private static string Limit(Quantity quantity) => quantity switch
    {
        Quantity.Macs => "maxMacs (--max-macs)",
        Quantity.Flash => "maxFlashBytes (--max-flash)",
        Quantity.Ram => "maxRamBytes (--max-ram)",
        _ => "maxParameters (--max-params)",
    };

    private static string Dearest(ValueList<Blame> blame)
    {
        const int Shown = 3;
        var first = blame.Take(Shown).Select(b => $"{b.Layer.Place()} ({b.Amount.Grouped()})").ToList();
        return blame.Count > Shown ? $"{string.Join(", ", first)} and {(blame.Count - Shown).Of("other")}" : first.And();
    }
}
