using Mnist.Domain.Schema;
using Mnist.Domain.Spaces;
using static Mnist.Domain.Networks.Blocks;
using static Mnist.Domain.Spaces.PartMaker;

namespace Mnist.Domain.Catalog;

/// <summary>Spaces that have a name.</summary>
public static class SpaceCatalog
{
    private static readonly ValueList<object> Padding = [(Extent)0, (Extent)1];

    /// <summary>The form of eva6/5, trained alike: chains of 3x3, a pooling or two, global pooling, 1x1.</summary>
    public static Space Eva { get; } = new(
        "eva",
        Shape.MnistImage,
        [
            new Part.Repeat([.. Block(Padding)], [1, 2, 3]),
            Of(MaxPool),
            new Part.Repeat([.. Block([(Extent)0])], [2, 3, 4, 5]),
            new Part.Repeat([Of(MaxPool), .. Block([(Extent)0])], [0, 1]),
            Of(GlobalAvgPool),
            Of(Conv(10, kernel: 1)),
        ],
        Eva6.Step5.Training,
        new())
    {
        Description = "eva6/5's form: chains of 3x3 with one or two poolings",
    };

    /// <summary>Our own form: a convolution, then depthwise 3x3 and 1x1 by turns, one pooling.</summary>
    public static Space Separable { get; } = new(
        "separable",
        Shape.MnistImage,
        [
            Filters(Conv(8), 4, 12, 4), .. Chain(BatchNorm, Relu),
            new Part.Repeat([.. SeparableBlock(8, 16, 4)], [1, 2]),
            Of(MaxPool),
            new Part.Repeat([.. SeparableBlock(8, 52, 4)], [3, 4, 5]),
            .. Chain(GlobalAvgPool, new Layer.Flatten(), new Layer.Linear(10)),
        ],
        Ours.Flagship.Training,
        Ours.Flagship.Target with { MaxParameters = null })
    {
        Description = "ours: depthwise and pointwise convolutions by turns",
    };

    /// <summary>Blocks of two 3x3 with a shortcut, or with a 1x1 on it; a pooling between them.</summary>
    public static Space Residual { get; } = new(
        "residual",
        Shape.MnistImage,
        [
            Filters(Conv(8), 8, 16, 8), .. Chain(BatchNorm, Relu),
            new Part.Repeat([Identity, Of(Relu)], [0, 1, 2]),
            Of(MaxPool),
            Projected, Of(Relu),
            new Part.Repeat([Identity, Of(Relu)], [0, 1, 2]),
            Of(MaxPool) with { Optional = true },
            Projected with { Optional = true }, Of(Relu),
            .. Chain(GlobalAvgPool, new Layer.Flatten(), new Layer.Linear(10)),
        ],
        Ours.Flagship.Training,
        Ours.Flagship.Target with { MaxParameters = null })
    {
        Description = "residual blocks of two 3x3, with and without a projection",
    };

    /// <summary>All of them.</summary>
    public static ValueList<Space> All { get; } = [Eva, Separable, Residual];

    /// <summary>The space of a name; null where there is none.</summary>
    /// <param name="name">Such as "eva".</param>
    public static Space? Find(string name) =>
        All.FirstOrDefault(space => string.Equals(space.Name, name, StringComparison.OrdinalIgnoreCase));

    private static ValueList<Part> Block(ValueList<object> padding) =>
    [
        Of(Conv(8), ("filters", Numbers(4, 32, 2)), ("padding", padding)),
        .. Chain(BatchNorm, Relu, new Layer.Dropout(0.05)),
    ];

    private static ValueList<Part> SeparableBlock(int from, int to, int step) =>
    [
        Of(Conv(8), ("filters", [InputChannels.Word]), ("groups", [InputChannels.Word])),
        Filters(Conv(8, kernel: 1), from, to, step),
        .. Chain(BatchNorm, Relu),
    ];

    /// <summary>The middle may have other channels; both ends are alike.</summary>
    private static Part Identity => new Part.Residual(
    [
        Filters(Conv(8, padding: 1), 4, 16, 4), .. Chain(BatchNorm, Relu),
        Of(Conv(8, padding: 1), ("filters", [InputChannels.Word])), Of(BatchNorm),
    ]);

    private static Part Projected => new Part.Residual(
    [
        Filters(Conv(8, padding: 1), 8, 24, 8), .. Chain(BatchNorm, Relu),
        Filters(Conv(8, padding: 1), 8, 32, 8), Of(BatchNorm),
    ])
    {
        Projection = [Filters(Conv(8, kernel: 1), 8, 32, 8), Of(BatchNorm)],
    };

    private static Part Filters(Layer layer, int from, int to, int step) => Of(layer, ("filters", Numbers(from, to, step)));
}
