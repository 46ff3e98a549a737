using System.Numerics;
using Mnist.Domain.Phrases;
using Mnist.Domain.Schema;

namespace Mnist.Domain.Analysis;

/// <summary>One message for each <see cref="NetworkError"/>.</summary>
public static class NetworkErrorText
{
    /// <summary>What does not fit together, and what to do.</summary>
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

    /// <summary>A path inside the layers, or another part of a plan, as messages name it.</summary>
    internal static string Layers(string where) => PlacedLayer.IsPath(where) ? $"layers.{where}" : where;

    private static string SmallerWindow(Layer layer) => layer is Layer.Conv2d
        ? "use a smaller kernel, padding or less pooling before it"
        : "use a smaller window or less pooling before it";
}
