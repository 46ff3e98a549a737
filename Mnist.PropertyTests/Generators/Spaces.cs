using FsCheck;
using FsCheck.Fluent;
using Mnist.Domain.Catalog;
using Mnist.Domain.Networks;
using Mnist.Domain.Schema;
using Mnist.Domain.Spaces;
using Mnist.Domain.Values;
using Parts = Mnist.Domain.Values.ValueList<Mnist.Domain.Spaces.Part>;

namespace Mnist.PropertyTests;

/// <summary>
/// Small spaces with every kind of part: windows of unlike sides, strides, padding, dilation, groups that follow the channels, optional
/// layers, repeats, residual blocks with and without a projection, and heads that leave logits or do not.
/// </summary>
public static class Spaces
{
    /// <summary>Most designs of a space: each is judged by the checker too.</summary>
    public const int MostDesigns = 400;

    /// <summary>For <c>[Property(Arbitrary = [typeof(Spaces)])]</c>; smaller ones have fewer parts and values.</summary>
    public static Arbitrary<Space> Arbitrary() => Arb.From(Any, Shrink);

    public static Gen<Space> Any { get; } =
        (from trunk in Gen.Choose(1, 4).SelectMany(count => Chain(count, depth: 2))
         from head in Head
         from batch in Gen.Elements(1, 128, 3)
         select new Space(
             "space",
             Shape.MnistImage,
             [.. trunk, .. head],
             Eva6.Step5.Training with { BatchSize = batch, Schedule = Ours.Flagship.Training.Schedule },
             new() { LastEpochs = 1 }))
        .Where(space => Expansion.Count(space.Layers) <= MostDesigns);

    /// <summary>A part of one layer type with values for some of its fields, in the order of the table.</summary>
    public static Part Layer(string type, params (string Field, object[] Values)[] fields)
    {
        var table = PartFields.Types.Cases().Single(t => t.Name == type);
        return (Part)table.Make([.. table.Fields.Select(field => Of(field.Name))]);

        object? Of(string name) =>
            fields.FirstOrDefault(given => given.Field == name).Values is { Length: > 0 } values ? values.ToValueList() : null;
    }

    private static Gen<Parts> Chain(int count, int depth) =>
        Gen.ListOf(Part(depth), count).Select(parts => parts.ToValueList());

    private static Gen<Part> Part(int depth) =>
        from part in Gen.Frequency(
            (6, Convolution), (2, Depthwise), (2, Pooling), (2, Pointwise), (depth, Block(depth)), (depth, Repeat(depth)))
        from optional in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select part with { Optional = optional };

    private static Gen<Part> Convolution =>
        from filters in Values(Gen.Choose(1, 6).Select(n => (object)(long)n))
        from kernel in Values(Gen.Elements<object>((Extent)1, (Extent)2, (Extent)3, (Extent)5, new Extent(3, 1)))
        from stride in Few(Gen.Elements<object>((Extent)1, (Extent)2, new Extent(1, 2), (Extent)4))
        from padding in Few(Gen.Elements<object>((Extent)0, (Extent)1, (Extent)2))
        from dilation in Few(Gen.Elements<object>((Extent)1, (Extent)2))
        from bias in Few(Gen.Elements<object>(true, false))
        select Layer(
            "conv2d",
            ("filters", filters),
            ("kernel", kernel),
            ("stride", stride),
            ("padding", padding),
            ("dilation", dilation),
            ("bias", bias));

    private static Gen<Part> Depthwise =>
        from filters in Gen.Elements<object>(InputChannels.Word, 4L)
        from padding in Few(Gen.Elements<object>((Extent)0, (Extent)1))
        select Layer("conv2d", ("filters", [filters]), ("kernel", [(Extent)3]), ("padding", padding), ("groups", [InputChannels.Word]));

    private static Gen<Part> Pooling =>
        from type in Gen.Elements("maxPool2d", "avgPool2d")
        from window in Values(Gen.Elements<object>((Extent)2, (Extent)3, new Extent(1, 2)))
        from stride in Few(Gen.Elements<object>((Extent)1, (Extent)2, (Extent)3))
        select Layer(type, ("window", window), ("stride", stride));

    private static Gen<Part> Pointwise => Gen.OneOf(
        Gen.Elements("batchNorm2d", "relu").Select(type => Layer(type)),
        Values(Gen.Elements<object>(0.0, 0.25)).Select(rates => Layer("dropout", ("rate", rates))));

    /// <summary>Branches that keep the shape, or that often do not fit together.</summary>
    private static Gen<Part> Block(int depth) =>
        from keeping in Gen.Elements(true, true, false)
        from body in keeping
            ? Gen.Elements<Parts>(
                [Layer("conv2d", ("filters", [InputChannels.Word]), ("kernel", [(Extent)3]), ("padding", [(Extent)1]))])
            : Gen.Choose(1, 2).SelectMany(count => Chain(count, depth - 1))
        from more in Gen.Elements<Parts>([], [Layer("relu") with { Optional = true }], [Layer("batchNorm2d")])
        from projection in keeping ? Gen.Elements<Parts>([], [Layer("relu")]) : Chain(1, depth - 1)
        select (Part)new Part.Residual([.. body, .. more]) { Projection = projection };

    private static Gen<Part> Repeat(int depth) =>
        from times in Gen.Elements<ValueList<long>>([0, 1], [1, 2], [2], [1, 3])
        from chain in Gen.Choose(1, 2).SelectMany(count => Chain(count, depth - 1))
        select (Part)new Part.Repeat(chain, times);

    private static Gen<Parts> Head => Gen.Elements<Parts>(
        [Layer("globalAvgPool"), Layer("conv2d", ("filters", [9L, 10L, 12L]), ("kernel", [(Extent)1]))],
        [Layer("globalAvgPool") with { Optional = true }, Layer("flatten"), Layer("linear", ("units", [10L]), ("bias", [true, false]))],
        [Layer("conv2d", ("filters", [10L]), ("kernel", [(Extent)1])), Layer("globalAvgPool"), Layer("relu") with { Optional = true }],
        [Layer("flatten"), Layer("batchNorm2d"), Layer("linear", ("units", [10L]))]);

    private static Gen<object[]> Values(Gen<object> value) =>
        Gen.Frequency((2, Gen.Constant(1)), (2, Gen.Constant(2)), (1, Gen.Constant(3)))
            .SelectMany(count => Gen.ListOf(value, count))
            .Select(values => values.Distinct().ToArray());

    /// <summary>Often none, so that the layer's own default stands.</summary>
    private static Gen<object[]> Few(Gen<object> value) =>
        Gen.Frequency((5, Gen.Constant(Array.Empty<object>())), (2, value.Select(v => new[] { v })), (1, Values(value)));

    private static IEnumerable<Space> Shrink(Space space) =>
        from i in Enumerable.Range(0, space.Layers.Count)
        where space.Layers.Count > 1
        select space with { Layers = [.. space.Layers.Where((_, place) => place != i)] };
}
