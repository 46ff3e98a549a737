using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;
using Xunit;

namespace Mnist.PropertyTests.Domain;

/// <summary>The networks of Golden/state-dicts.txt as values.</summary>
public sealed class StateDictTests
{
    private static readonly Dictionary<string, Architecture> Networks = new(StringComparer.Ordinal)
    {
        ["plain"] = new(
            Shape.MnistImage,
            [
                new Layer.Conv2d(4, 3), new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.MaxPool2d(2), new Layer.Dropout(0.1),
                new Layer.Conv2d(10, new(3, 5)) { Bias = true }, new Layer.GlobalAvgPool(), new Layer.Flatten(),
            ]),
        ["linear"] = new(
            new(3, 10, 14),
            [
                new Layer.Conv2d(2, 2) { Stride = 2, Bias = true }, new Layer.Relu(), new Layer.Flatten(),
                new Layer.Linear(6), new Layer.Relu(), new Layer.Linear(10) { Bias = false },
            ]),
        ["groups"] = new(
            new(2, 12, 12),
            [
                new Layer.Conv2d(6, 3) { Groups = 2, Dilation = 2 },
                new Layer.Conv2d(6, new(1, 3)) { Groups = 6, Padding = new(0, 1) },
                new Layer.AvgPool2d(2),
                new Layer.Conv2d(9, 1) { Groups = 3, Bias = true },
            ]),
        ["residual"] = new(
            Shape.MnistImage,
            [
                new Layer.Conv2d(4, 3),
                new Layer.Residual([new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.Conv2d(4, 3) { Padding = 1 }]),
                new Layer.Residual(
                [
                    new Layer.Conv2d(8, 3) { Padding = 1, Stride = 2 },
                    new Layer.Residual([new Layer.Conv2d(8, 1) { Bias = true }, new Layer.BatchNorm2d()]),
                    new Layer.BatchNorm2d(),
                ])
                {
                    Projection = [new Layer.Conv2d(8, 1) { Stride = 2 }, new Layer.BatchNorm2d()],
                },
                new Layer.Relu(), new Layer.GlobalAvgPool(), new Layer.Flatten(), new Layer.BatchNorm2d(), new Layer.Linear(10),
            ]),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_dimensions_and_order_are_those_of_the_state_dict(string network) =>
        Assert.Equal(
            Golden.Section("state-dicts.txt", network),
            Summaries.Of(Networks[network]).Tensors.Select(Line),
            StringComparer.Ordinal);

    private static string Line(ParameterTensor tensor) =>
        $"{tensor.Name} {string.Join('x', tensor.Dimensions)}{(tensor.Trainable ? "" : " running")}";
}
