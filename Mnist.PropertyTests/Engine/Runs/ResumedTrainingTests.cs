using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;
using Mnist.Engine.Data;
using Mnist.Engine.Simd;
using Mnist.Engine.Training;
using Xunit;

namespace Mnist.PropertyTests.Engine;

/// <summary>A run that is resumed from any of its states has the bits that it would have had in one go.</summary>
public sealed class ResumedTrainingTests
{
    private const int Images = 25;
    private const int BatchSize = 8;
    private const int Epochs = 3;
    private const int Steps = 4; // 25 = 3 x 8 + 1: the last batch is a single image

    private static readonly TrainingData Data = new(Set(Images, 1), Set(9, 2));

    public static TheoryData<string> Trainings => [.. Kinds.Keys];

    private static Dictionary<string, TrainingPlan> Kinds { get; } = new(StringComparer.Ordinal)
    {
        ["momentum"] = Training(new Optimizer.Sgd { LearningRate = 0.05, Momentum = 0.9, WeightDecay = 1e-3, Nesterov = true }),
        ["Adam, averaged"] = Training(new Optimizer.Adam { LearningRate = 0.01 }) with { WeightAverage = new(0.9) { EverySteps = 3 } },
        ["AdamW, one cycle, augmented"] = Training(new Optimizer.AdamW { LearningRate = 0.01, WeightDecay = 0.1 }) with
        {
            Schedule = new LearningRateSchedule.OneCycle(0.03) { Momentum = new(0.85, 0.95) },
            Augmentations = [new Mnist.Domain.Training.Augmentation.Rotation(10)],
            LabelSmoothing = 0.1,
        },
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public void From_every_step_and_with_any_number_of_threads(string kind)
    {
        var plan = Checked(Kinds[kind]);
        var states = new List<TrainingState>();
        var whole = Train(plan, threads: 1, from: null, states.Add);
        Assert.Equal(Epochs * (Steps + 1), states.Count); // after every step and after every epoch
        Assert.All(states, (state, i) => AssertSame(whole, Train(plan, threads: 1 + (i % 3), state, _ => { })));
    }

    [Property(MaxTest = 20)]
    public Property From_a_state_that_was_itself_gone_on_from() => Prop.ForAll(
        Gen.Elements(Kinds.Keys.ToArray()).ToArbitrary(), Gen.Choose(1, Steps * Epochs).ListOf(3).ToArbitrary(), (kind, stops) =>
        {
            var plan = Checked(Kinds[kind]);
            TrainingState? from = null;
            foreach (var stop in stops)
                from = Interrupted(plan, from, stop) ?? from;
            return Same(Train(plan, 1, null, _ => { }), Train(plan, 2, from, _ => { }));
        });

    [Fact]
    public void A_cancelled_run_keeps_the_step_under_way()
    {
        var state = Interrupted(Checked(Kinds["momentum"]), null, 6)!;
        Assert.Equal((1, 2), (state.Epochs.Count, state.Current.Steps));
    }

    /// <summary>The network is so wide that its images are evaluated in parts, and a stop is heard between two.</summary>
    [Fact]
    public void A_run_that_is_stopped_while_it_evaluates_evaluates_again()
    {
        var wide = new Plan(
            "wide",
            new(Shape.MnistImage,
            [
                new Layer.Conv2d(1, 1),
                new Layer.Conv2d(512, 1),
                new Layer.Conv2d(512, 5) { Padding = 2 },
                new Layer.GlobalAvgPool(),
                new Layer.Conv2d(10, 1),
            ]),
            Training(new Optimizer.Sgd { LearningRate = 0.05 }) with { Epochs = 1 },
            new());
        var plan = PlanChecker.Check(wide, DataSpec.Mnist with { TrainingImages = Images }).OrThrow();
        TrainingState? kept = null;
        using var stop = new CancellationTokenSource();
        var network = new Idle(stop.Cancel);
        var options = Options(1, from: null) with { Checkpoints = new(TimeSpan.MaxValue, state => kept = state) };
        var stopped = Trainer.Train(plan, Data, network, options, _ => { }, stop.Token);
        Assert.Equal((true, 0, 1), (stopped.Cancelled, stopped.Epochs.Count, network.Evaluations));
        Assert.Equal(Steps, kept!.Current.Steps);
        var finished = Trainer.Train(plan, Data, network, Options(1, kept), _ => { }, default);
        Assert.Equal((false, 1, Steps), (finished.Cancelled, finished.Epochs.Count, finished.Steps));
        Assert.Equal((3, 9), (network.Evaluations, finished.Epochs[0].HeldOut.Total)); // five images and four
    }

    /// <summary>The state that a run keeps when it is cancelled after some steps; null where there is none because it had ended.</summary>
    private static TrainingState? Interrupted(CheckedPlan plan, TrainingState? from, int steps)
    {
        TrainingState? kept = null;
        using var stop = new CancellationTokenSource();
        var left = steps;
        var options = Options(1, from) with { Checkpoints = new(TimeSpan.MaxValue, state => kept = state) };
        Trainer.Train(plan, Data, new SimdBackend(), options, told => Count(told), stop.Token);
        return kept;

        void Count(TrainingEvent told)
        {
            if (told is TrainingEvent.StepDone && --left == 0)
                stop.Cancel();
        }
    }

    private static TrainingOutcome Train(CheckedPlan plan, int threads, TrainingState? from, Action<TrainingState> keep) => Trainer.Train(
        plan, Data, new SimdBackend(), Options(threads, from) with { Checkpoints = new(TimeSpan.Zero, keep) }, _ => { }, default);

    private static TrainingOptions Options(int threads, TrainingState? from) => new(Seed: 7, threads, TimeProvider.System) { From = from };

    private static void AssertSame(TrainingOutcome expected, TrainingOutcome actual)
    {
        Assert.Equal(expected.Weights.Hash(), actual.Weights.Hash());
        Assert.Equal(Untimed(expected), Untimed(actual));
        Assert.Equal((expected.Steps, expected.Cancelled), (actual.Steps, actual.Cancelled));
    }

    private static bool Same(TrainingOutcome expected, TrainingOutcome actual) =>
        expected.Weights.Hash() == actual.Weights.Hash() && Untimed(expected).Equals(Untimed(actual));

    private static ValueList<EpochResult> Untimed(TrainingOutcome outcome) =>
        outcome.Epochs.Select(epoch => epoch with { Seconds = 0, ImagesPerSecond = 0 }).ToValueList();

    private static TrainingPlan Training(Optimizer optimizer) => new() { Epochs = Epochs, BatchSize = BatchSize, Optimizer = optimizer };

    private static CheckedPlan Checked(TrainingPlan training) => PlanChecker.Check(
        new(
            "tiny",
            new(Shape.MnistImage,
            [
                new Layer.Conv2d(4, 5) { Stride = 4 },
                new Layer.BatchNorm2d(),
                new Layer.Relu(),
                new Layer.Dropout(0.2),
                new Layer.Flatten(),
                new Layer.Linear(10),
            ]),
            training,
            new()),
        DataSpec.Mnist with { TrainingImages = Images }).OrThrow();

    private static ImageSet Set(int count, int seed) =>
        new(IdxFiles.Images(count, seed)[^(count * ImageSet.ImageSize)..], IdxFiles.Labels(count, seed)[^count..]);

    /// <summary>Does no arithmetic.</summary>
    /// <param name="evaluated">Called after an evaluation.</param>
    private sealed class Idle(Action evaluated) : IBackend, INetwork
    {
        public string Name => "idle";

        public int Evaluations { get; private set; }

        public long Memory(Summary summary, TrainingPlan training, int threads) => 0;

        public INetwork Create(CheckedPlan plan, Weights weights, long seed, int threads) => this;

        public StepResult Train(IBatch batch, StepSettings settings, long step) => new(batch.Count, 0);

        public void Evaluate(IBatch batch, Span<float> logits)
        {
            Evaluations++;
            evaluated();
        }

        public Weights Read() => new([], []);

        public ValueList<StateVector> Save() => [];

        public void Restore(ValueList<StateVector> state, long steps)
        {
        }

        public void Dispose()
        {
        }
    }
}
