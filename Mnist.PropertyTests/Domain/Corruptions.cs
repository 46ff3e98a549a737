using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;
using Mnist.Domain.Deployment;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using static Mnist.Domain.Checking.PlanError;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests.Domain;

/// <summary>A plan without a mistake, and mistakes to make in it.</summary>
internal static partial class Corruptions
{
    private static readonly Interval Positive = new(0, double.PositiveInfinity, LowIncluded: false);
    private static readonly Interval NotNegative = new(0, double.PositiveInfinity);
    private static readonly Interval AtLeastOne = new(1, double.PositiveInfinity);
    private static readonly Interval BelowOne = new(0, 1, HighIncluded: false);
    private static readonly Interval AboveZero = new(0, 1, LowIncluded: false);
    private static readonly Interval Size = new(1, 4096);
    private static readonly Interval Count = new(1, int.MaxValue);

    /// <summary>Every limit of the target is set, and the network holds each kind of layer that a mistake is made in.</summary>
    /// <remarks>1,254 parameters, 40,736 multiply-adds, a receptive field of 32; every pixel counts.</remarks>
    public static Plan Sound { get; } = new(
        "sound",
        new(
            Shape.MnistImage,
            [
                new Layer.Conv2d(4, 3),
                new Layer.BatchNorm2d(),
                new Layer.Relu(),
                new Layer.MaxPool2d(2),
                new Layer.Dropout(0.1),
                new Layer.Residual([new Layer.Conv2d(8, 3) { Stride = 2, Padding = 1 }, new Layer.BatchNorm2d()])
                {
                    Projection = [new Layer.Conv2d(8, 1) { Stride = 2 }],
                },
                new Layer.AvgPool2d(3) { Stride = 2 },
                new Layer.Flatten(),
                new Layer.BatchNorm2d(),
                new Layer.Linear(10),
            ]),
        new()
        {
            Epochs = 10,
            BatchSize = 100,
            Optimizer = new Optimizer.Sgd { LearningRate = 0.1, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-4 },
            Schedule = new LearningRateSchedule.Cyclic(0.01, 0.1, 5) { Momentum = new(0.8, 0.9) },
            Augmentations = [new Augmentation.Rotation(10)],
            LabelSmoothing = 0.1,
            WeightAverage = new(0.99),
        },
        new() { Accuracy = 99, LastEpochs = 5, MaxParameters = 1_254, MaxMacs = 40_736, MinReceptiveField = 28, MaxEpochs = 2_000_000 });

    public static ValueList<Corruption> All { get; } =
        [.. InNames, .. InLayers, .. InFit, .. InNetwork, .. InChain, .. InTraining, .. InSchedules, .. InAugmentations, .. InTargets];

    public static Corruption Named(string name) => All.Single(c => c.Name == name);

    private static IEnumerable<Corruption> InNames =>
    [
        .. from name in new[] { "", "two words", "../up", ".hidden", "a//b", "a/", "naïve", new string('a', 65) }
           select new Corruption($"name '{name}'", Stage.Fields, ["name"], plan => plan with { Name = name }, new BadName(name)),
        new(
            "input of another size",
            Stage.Fields,
            ["input"],
            plan => plan with { Architecture = plan.Architecture with { Input = new(1, 28, 27) } },
            new WrongInput(new(1, 28, 27), Shape.MnistImage)),
    ];

    private static IEnumerable<Corruption> InLayers =>
    [
        Field(0, new Layer.Conv2d(0, 3), "filters", 0, Count),
        Field(0, new Layer.Conv2d(4, 0), "kernel", 0, Size),
        Field(0, new Layer.Conv2d(4, new(0, 3)), "kernel height", 0, Size),
        Field(0, new Layer.Conv2d(4, new(3, 4097)), "kernel width", 4097, Size),
        Field(0, new Layer.Conv2d(4, 3) { Stride = 0 }, "stride", 0, Size),
        Field(0, new Layer.Conv2d(4, 3) { Padding = -1 }, "padding", -1, new(0, 4096)),
        Field(0, new Layer.Conv2d(4, 3) { Dilation = int.MaxValue }, "dilation", int.MaxValue, Size),
        Field(0, new Layer.Conv2d(4, 3) { Groups = 0 }, "groups", 0, Count),
        Field(1, new Layer.BatchNorm2d { Epsilon = 0 }, "epsilon", 0, Positive),
        Field(1, new Layer.BatchNorm2d { Momentum = 0 }, "momentum", 0, AboveZero),
        Field(1, new Layer.BatchNorm2d { Momentum = double.NaN }, "momentum", double.NaN, AboveZero),
        Field(3, new Layer.MaxPool2d(0) { Stride = 2 }, "window", 0, Size),
        Field(3, new Layer.MaxPool2d(2) { Stride = 0 }, "stride", 0, Size),
        Field(4, new Layer.Dropout(1), "rate", 1, BelowOne),
        Field(4, new Layer.Dropout(-0.1), "rate", -0.1, BelowOne),
        Field(6, new Layer.AvgPool2d(0) { Stride = 2 }, "window", 0, Size),
        Field(6, new Layer.AvgPool2d(2) { Stride = new(2, 0) }, "stride width", 0, Size),
        Field(9, new Layer.Linear(0), "units", 0, Count),
        new(
            "no layers",
            Stage.Fields,
            [.. Enumerable.Range(0, 10).Select(i => $"layer {i}")],
            plan => With(plan, []),
            new NoLayers("layers")),
        At(5, "block without a body", Stage.Fields, new Layer.Residual([]), new NoLayers("layers.5.body")),
        At(5, "bad layer in a body", Stage.Fields, Block(body: new(0, 1)), new OutOfRange("layers.5.body.0", "filters", 0, Count)),
        At(
            5,
            "a hundred and one blocks in one another",
            Stage.Fields,
            Nested(101),
            new NestedTooDeep(new($"5{string.Concat(Enumerable.Repeat(".body.0", 100))}", Nested(1)), 100)),
        At(
            5,
            "bad layer in a projection",
            Stage.Fields,
            Block(body: new(8, 1), projection: new(8, 0)),
            new OutOfRange("layers.5.projection.0", "kernel", 0, Size)),
    ];

    private static IEnumerable<Corruption> InFit =>
    [
        Blamed(
            0,
            "kernel wider than the image",
            new Layer.Conv2d(4, new(3, 29)),
            at => Unfit(new NetworkError.DoesNotFit(at, new(3, 29), Shape.MnistImage))),
        Blamed(0, "dilation wider than the image", new Layer.Conv2d(4, 3)
        {
            Dilation = 14,
        }, at => Unfit(new NetworkError.DoesNotFit(at, 29, Shape.MnistImage))),
        Blamed(6, "pooling of more than there is", new Layer.AvgPool2d(8), at => Unfit(new NetworkError.DoesNotFit(at, 8, new(8, 7, 7)))),
        Blamed(0, "groups that do not divide", new Layer.Conv2d(4, 3)
        {
            Groups = 2,
        }, at => Unfit(new NetworkError.GroupsMismatch(at, 1, 4, 2))),
        Blamed(7, "linear on an image", new Layer.Linear(10), at => Unfit(new NetworkError.NotFlat(at, new(8, 3, 3)))),
        Blamed(
            5,
            "branches of unlike channels",
            Block(body: new(8, 1), projection: new(7, 1)),
            at => Unfit(new NetworkError.BranchesDisagree(at, new(8, 13, 13), new(7, 13, 13)))),
        Blamed(
            5,
            "branches of unlike strides",
            Block(body: new(8, 1) { Stride = 2 }, projection: new(8, 7)),
            at => Unfit(new NetworkError.BranchesMisaligned(at, 4, 2))),
        At(0, "activation beyond 2^31", Stage.Fit, new Layer.Conv2d(int.MaxValue, 3), TooMany("0", Quantity.Activations)),
        At(9, "weights beyond 2^31", Stage.Fit, new Layer.Linear(int.MaxValue), TooMany("9", Quantity.Parameters)),
        new(
            "parameters beyond 2^31 in all",
            Stage.Fit,
            ["fit"],
            plan => With(plan, [.. plan.Architecture.Layers.Take(9), new Layer.Linear(29_000_000), new Layer.Linear(10)]),
            TooMany("layers", Quantity.Parameters)),
        new(
            "receptive field beyond 2^31",
            Stage.Fit,
            ["fit"],
            plan => With(plan, [.. Enumerable.Repeat(new Layer.Conv2d(4, 1) { Stride = 4096, Padding = 4096 }, 3)]),
            TooMany("2", Quantity.ReceptiveField)),
        new(
            "multiply-adds beyond 2^53",
            Stage.Fit,
            ["fit"],
            plan => With(plan,
            [
                new Layer.Conv2d(1000, 1) { Padding = 700 },
                .. Enumerable.Repeat(new Layer.Conv2d(1000, 45) { Padding = 22, Groups = 2 }, 5),
            ]),
            Unfit(new NetworkError.TooLarge("layers", Quantity.Macs, 1L << 53))),
    ];

    private static IEnumerable<Corruption> InNetwork =>
    [
        new(
            "output with a height and a width",
            Stage.Network,
            ["batch", "outputs", "maxParameters", "maxMacs", "field"],
            plan => With(plan with { Target = plan.Target with { MinReceptiveField = 1 } }, [.. plan.Architecture.Layers.Take(7)]),
            new OutputNotFlat(new(8, 3, 3))),
        new(
            "nine outputs for ten classes",
            Stage.Network,
            ["outputs", "maxParameters", "maxMacs"],
            plan => With(plan, plan.Architecture.Layers.With(9, new Layer.Linear(9))),
            new TooFewOutputs(9, 10) { Setting = "layers.9.units=10" }),
        new(
            "last batch of one image before a flat normalisation",
            Stage.Network,
            ["batch"],
            plan => plan with { Training = plan.Training with { BatchSize = 59_999 } },
            new OneValuePerChannel(new("8", new Layer.BatchNorm2d()), 1)),
        InTarget(
            "one parameter too many",
            ["maxParameters"],
            target => target with { MaxParameters = 1_253 },
            new OverBudget(Quantity.Parameters, 1_254, 1_253, [new(new("9", Sound.Architecture.Layers[9]), 730)]),
            Stage.Network),
        InTarget(
            "multiply-adds that two layers are to blame for",
            ["maxMacs"],
            target => target with { MaxMacs = 10_000 },
            new OverBudget(
                Quantity.Macs,
                40_736,
                10_000,
                [
                    new(new("0", Sound.Architecture.Layers[0]), 24_336),
                    new(new("5.body.0", ((Layer.Residual)Sound.Architecture.Layers[5]).Body[0]), 14_112),
                ]),
            Stage.Network),
        InTarget(
            "field one pixel too small",
            ["field"],
            target => target with { MinReceptiveField = 29 },
            new FieldTooSmall(28, 29),
            Stage.Network),
    ];

    /// <summary>A chain in place of the network: whatever speaks of layers has gone with them.</summary>
    private static IEnumerable<Corruption> InChain =>
    [
        new(
            "more stages than any device has",
            Stage.Network,
            ["batch", "outputs", "maxParameters", "maxMacs", "field", "maxFlashBytes", "maxRamBytes"],
            plan => With(
                plan with
                {
                    Target = plan.Target with { MaxParameters = null, MaxMacs = null, MinReceptiveField = 1, MaxRamBytes = 1_000 },
                },
                [
                    .. Enumerable.Repeat(new Layer.Conv2d(1, 3) { Padding = 1 }, DeploymentCalculator.MostStages),
                    new Layer.GlobalAvgPool(),
                    new Layer.Linear(10),
                ]),
            new BeyondDevices(DeploymentCalculator.MostStages, DeploymentCalculator.MostSteps)),
    ];

    private static Layer.Residual Block(Layer.Conv2d body, Layer.Conv2d? projection = null) =>
        new([body]) { Projection = projection is null ? [] : [projection] };

    private static Layer Nested(int blocks) =>
        Enumerable.Range(0, blocks).Aggregate<int, Layer>(new Layer.Relu(), (inner, _) => new Layer.Residual([inner]));

    private static Network TooMany(string where, Quantity quantity) => Unfit(new NetworkError.TooLarge(where, quantity, int.MaxValue));

    private static Network Unfit(NetworkError error) => new(error);

    private static Corruption Field(int index, Layer layer, string field, double value, Interval allowed) =>
        At(index, $"{layer.GetType().Name} {field} {value}", Stage.Fields, layer, new OutOfRange($"layers.{index}", field, value, allowed));

    private static Corruption Blamed(int index, string name, Layer layer, Func<PlacedLayer, PlanError> error) =>
        At(index, name, Stage.Fit, layer, error(new($"{index}", layer)));

    private static Corruption At(int index, string name, Stage stage, Layer layer, PlanError expected) =>
        new(name, stage, [$"layer {index}"], plan => With(plan, plan.Architecture.Layers.With(index, layer)), expected);

    private static Plan With(Plan plan, Layers layers) => plan with { Architecture = plan.Architecture with { Layers = layers } };
}
