using System.Numerics;

namespace Mnist.Host.Wording;

/// <summary>A sentence on a part of a plan.</summary>
/// <param name="Where">The part, such as "layers.5 conv2d" or "training".</param>
/// <param name="What">What is to be said of it.</param>
internal sealed record PlanMessage(string Where, string What)
{
    /// <summary>Both together.</summary>
    public string Sentence => $"{Where}: {What}";
}

/// <summary>One message for each <see cref="PlanError"/>: what, where, and what to do.</summary>
internal static class PlanErrorText
{
    public static PlanMessage Message(this PlanError error) => error.Match(new PlanError.Cases<PlanMessage>(
        OutOfRange: e => new(e.Where, $"{e.Field} is {e.Value.Exact()}; it must be {e.Allowed.Words()}."),
        BadName: e => new("name", $"'{e.Name}' cannot name a plan and its folder; use 1 to 64 letters, digits and . _ - with / inside."),
        NoLayers: e => new(Layers(e.Where), "there are no layers; add at least one."),
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
        TooFewOutputs: e => new("layers", $"{e.Outputs.Of("output")} for {e.Classes} classes; give the last layer at least {e.Classes}."),
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
                + $"{(e.Runs > 1 ? "fewer runs at a time with --parallel" : "fewer threads")} or a smaller network."),
        ScheduleTooLong: e =>
            new("training.schedule", $"{e.Field} is {e.Value.Grouped()}, but the run has room for {e.Available.Grouped()}; shorten it or "
                + "train for more epochs."),
        OverBudget: e =>
            new(
                "target",
                $"{e.Actual.Grouped()} {e.Quantity.Unit()} are {(e.Actual - e.Limit).Grouped()} over the budget of {e.Limit.Grouped()}; "
                + $"most are in {Dearest(e.Blame)}: make {(e.Blame.Count == 1 ? "it" : "them")} smaller or raise {Option(e.Quantity)}."),
        FieldTooSmall: e =>
            new("target", $"the logits depend on {e.Actual} of the image's rows or columns, and {e.Minimum} are asked for; use more "
                + "layers, larger kernels, padding, dilation or earlier pooling, or lower --min-receptive-field."),
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

    /// <summary>The same for what the calculators say against a network.</summary>
    public static PlanMessage Message(this NetworkError error) => error.Match(new NetworkError.Cases<PlanMessage>(
        DoesNotFit: e => new(
            e.Layer.Place(),
            $"a {LayerText.Square(e.Window)} window does not fit into its {e.Input} input; {SmallerWindow(e.Layer.Layer)}."),
        GroupsMismatch: e =>
            new(
                e.Layer.Place(),
                $"{e.Groups} groups do not divide both its {e.Channels.Of("input channel")} and its {e.Filters.Of("filter")}; use a number "
                + $"of groups that does, such as {BigInteger.GreatestCommonDivisor(e.Channels, e.Filters)}."),
        NotFlat: e => new(e.Layer.Place(), $"its input is {e.Input} and not flat; put flatten or globalAvgPool before it."),
        BranchesDisagree: e =>
            new(e.Layer.Place(), $"the body ends in {e.Body} and the shortcut in {e.Projection}, which cannot be added; make them alike, "
                + "for example with a 1x1 conv2d as projection."),
        BranchesMisaligned: e =>
            new(e.Layer.Place(), $"neighbours are {LayerText.Square(e.Body)} pixels apart after the body and "
                + $"{LayerText.Square(e.Projection)} after the shortcut, so their sum would mix unlike places; use the same strides in "
                + "both."),
        TooLarge: e => new(Layers(e.Where), $"more than {e.Limit.Grouped()} {e.Quantity.Unit()}; make it smaller.")));

    /// <summary>What a quantity counts, in the plural.</summary>
    public static string Unit(this Quantity quantity) => quantity switch
    {
        Quantity.Parameters => "parameters",
        Quantity.Macs => "multiply-adds",
        Quantity.Activations => "activations",
        Quantity.ReceptiveField => "pixels of receptive field",
        Quantity.Memory => "bytes",
        Quantity.Flash => "bytes of flash",
        Quantity.Ram => "bytes of RAM",
    };

    private static string Option(Quantity quantity) => quantity switch
    {
        Quantity.Macs => "--max-macs",
        Quantity.Flash => "--max-flash",
        Quantity.Ram => "--max-ram",
        _ => "--max-params",
    };

    private static string Layers(string where) => char.IsAsciiDigit(where[0]) ? $"layers.{where}" : where;

    private static string SmallerWindow(Layer layer) => layer is Layer.Conv2d
        ? "use a smaller kernel, padding or less pooling before it"
        : "use a smaller window or less pooling before it";

    private static string Dearest(ValueList<Blame> blame)
    {
        const int Shown = 3;
        var first = blame.Take(Shown).Select(b => $"{b.Layer.Place()} ({b.Amount.Grouped()})").ToList();
        return blame.Count > Shown ? $"{string.Join(", ", first)} and {(blame.Count - Shown).Of("other")}" : first.And();
    }
}
