using Mnist.Domain.Training;
using Xunit;
using static Mnist.Domain.Training.LearningRateSchedule;

namespace Mnist.PropertyTests.Domain;

/// <summary>The runs of Golden/schedules.txt as values.</summary>
public sealed class ScheduleGoldenTests
{
    private const int Epochs = 15, StepsPerEpoch = 7;

    private static readonly Dictionary<string, (Optimizer Optimizer, LearningRateSchedule Schedule)> Runs = new(StringComparer.Ordinal)
    {
        ["step"] = (Sgd(0.1), new StepLr(4) { Gamma = 0.3 }),
        ["one cycle"] = (Sgd(0.01), new OneCycle(0.1)),
        ["one cycle, linear, momentum"] = (Sgd(0.01), new OneCycle(0.2)
        {
            RisingShare = 0.25,
            DivFactor = 10,
            FinalDivFactor = 100,
            Annealing = Annealing.Linear,
            Momentum = new(0.85, 0.95),
        }),
        ["one cycle, beta1"] = (
            new Optimizer.Adam { LearningRate = 0.01 }, new OneCycle(0.003) { RisingShare = 0.4, Momentum = new(0.8, 0.9) }),
        ["warm-up and cosine"] = (Sgd(0.05), new Cosine { WarmupEpochs = 3, FinalLearningRate = 1e-4 }),
        ["cosine"] = (new Optimizer.Adam { LearningRate = 0.002, Beta1 = 0.85 }, new Cosine { FinalLearningRate = 1e-5 }),
        ["cyclic"] = (Sgd(0.01), new Cyclic(0.01, 0.1, 5) { StepsDown = 9 }),
        ["cyclic, momentum"] = (Sgd(0.01), new Cyclic(0.001, 0.4, 11) { StepsDown = 3, Momentum = new(0.8, 0.9) }),
    };

    public static TheoryData<string> Names => [.. Runs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_step_has_the_settings_of_the_scheduler_of_torch(string name)
    {
        var golden = Golden.Section("schedules.txt", name).Select(line => line.Split('|').Select(Golden.Numbers).ToArray()).ToArray();
        var expected = golden.SelectMany(epoch => epoch[0].Zip(epoch[1], (rate, momentum) => new StepSettings(rate, momentum))).ToArray();
        var plan = new TrainingPlan { Epochs = Epochs, Optimizer = Runs[name].Optimizer, Schedule = Runs[name].Schedule };

        Assert.Equal(Epochs * StepsPerEpoch, expected.Length);
        Assert.All(expected, (settings, step) =>
        {
            var actual = ScheduleCalculator.At(plan, step, StepsPerEpoch);
            Assert.InRange(actual.LearningRate - settings.LearningRate, -1e-12, 1e-12);
            Assert.InRange(actual.Momentum - settings.Momentum, -1e-12, 1e-12);
        });
    }

    private static Optimizer.Sgd Sgd(double rate) => new() { LearningRate = rate, Momentum = 0.9 };
}
