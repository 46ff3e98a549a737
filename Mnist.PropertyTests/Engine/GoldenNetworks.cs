using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;

namespace Mnist.PropertyTests.Engine;

/// <summary>The networks and optimisers that the headings of Golden/training.txt name.</summary>
internal static class GoldenNetworks
{
    public const int Steps = 10;

    private static readonly Dictionary<string, Architecture> Networks = new(StringComparer.Ordinal)
    {
        ["plain"] = new(
            new(1, 14, 13),
            [
                new Layer.Conv2d(6, 3), new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.MaxPool2d(2),
                new Layer.Conv2d(8, 3) { Padding = 1 }, new Layer.BatchNorm2d(), new Layer.Relu(),
                new Layer.GlobalAvgPool(), new Layer.Conv2d(10, 1) { Bias = true }, new Layer.Flatten(),
            ]),
        ["residual"] = new(
            new(2, 15, 15),
            [
                new Layer.Conv2d(8, 3) { Stride = 2, Padding = 1 }, new Layer.BatchNorm2d(), new Layer.Relu(),
                new Layer.Residual(
                [
                    new Layer.Conv2d(8, 3) { Padding = 2, Dilation = 2, Groups = 4 }, new Layer.BatchNorm2d(), new Layer.Relu(),
                    new Layer.Conv2d(8, 3) { Padding = 1 },
                ]),
                new Layer.Residual([new Layer.Conv2d(12, 3) { Stride = 2, Padding = 1, Groups = 4 }, new Layer.BatchNorm2d()])
                {
                    Projection = [new Layer.Conv2d(12, 1) { Stride = 2 }, new Layer.BatchNorm2d()],
                },
                new Layer.Relu(), new Layer.AvgPool2d(2), new Layer.Flatten(), new Layer.Linear(10),
            ]),
        ["linear"] = new(
            new(1, 8, 9),
            [
                new Layer.Flatten(), new Layer.Linear(24), new Layer.Relu(), new Layer.BatchNorm2d(),
                new Layer.Linear(16) { Bias = false }, new Layer.Relu(), new Layer.Linear(10),
            ]),
        ["depthwise"] = new(
            new(1, 16, 14),
            [
                new Layer.Conv2d(6, new(5, 3))
                {
                    Padding = new(2, 0),
                    Bias = true,
                }, new Layer.Relu(), new Layer.MaxPool2d(3) { Stride = 2 },
                new Layer.Conv2d(6, 3) { Padding = 1, Groups = 6 }, new Layer.Conv2d(12, 1), new Layer.BatchNorm2d(), new Layer.Relu(),
                new Layer.GlobalAvgPool(), new Layer.Flatten(), new Layer.Linear(12),
            ]),
    };

    private static readonly Dictionary<string, (Optimizer Optimizer, LearningRateSchedule Schedule)> Optimizers =
        new(StringComparer.Ordinal)
        {
            ["sgd"] = (
            new Optimizer.Sgd
            {
                LearningRate = 0.05,
                Momentum = 0.9,
                Nesterov = true,
                WeightDecay = 1e-3,
            }, new LearningRateSchedule.Constant()),
            ["adam"] = (new Optimizer.Adam { LearningRate = 0.01, WeightDecay = 1e-3 }, new LearningRateSchedule.Constant()),
            ["adamw"] = (
            new Optimizer.AdamW
            {
                LearningRate = 0.01,
                WeightDecay = 0.1,
            }, new LearningRateSchedule.OneCycle(0.02) { Momentum = new(0.85, 0.95) }),
        };

    /// <summary>The plan that a section's heading names: network, optimiser, batch size.</summary>
    public static CheckedPlan Plan(string run, Optimizer? instead = null)
    {
        var parts = run.Split(", ");
        var (net, (optimizer, schedule), batch) = (Networks[parts[0]], Optimizers[parts[1]], int.Parse(parts[2]));
        var training = new TrainingPlan
        {
            Epochs = 1,
            BatchSize = batch,
            Optimizer = instead ?? optimizer,
            Schedule = instead is null ? schedule : new LearningRateSchedule.Constant(),
            LabelSmoothing = batch == 7 ? 0.1 : 0,
        };
        return PlanChecker.Check(new("golden", net, training, new()), new(net.Input, ClassNames.Numbered(10), Steps * batch)).OrThrow();
    }
}
