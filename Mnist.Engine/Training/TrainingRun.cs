using Mnist.Engine.Timing;

namespace Mnist.Engine.Training;

/// <summary>A run under way: epoch after epoch, from its start or from a state that was kept.</summary>
internal sealed class TrainingRun
{
    private readonly CheckedPlan plan;
    private readonly TrainingData data;
    private readonly INetwork network;
    private readonly TrainingOptions options;
    private readonly Action<TrainingEvent> observe;
    private readonly Evaluator evaluator;
    private readonly List<EpochResult> epochs;
    private readonly long started;
    private EpochPass pass;
    private long kept;
    private (int Epochs, int Steps) keptAt;

    /// <summary>A run that is ready.</summary>
    /// <param name="plan">What is executed.</param>
    /// <param name="data">The images.</param>
    /// <param name="network">With the run's initial weights.</param>
    /// <param name="options">Where to start, and when to keep the state.</param>
    /// <param name="observe">Called after every step and epoch.</param>
    public TrainingRun(CheckedPlan plan, TrainingData data, INetwork network, TrainingOptions options, Action<TrainingEvent> observe)
    {
        (this.plan, this.data, this.network, this.options, this.observe) = (plan, data, network, options, observe);
        evaluator = new(network, data.HeldOut, plan);
        epochs = [.. options.From?.Epochs ?? []];
        started = kept = options.Clock.GetTimestamp();
        pass = Next(options.From?.Current ?? default);
        keptAt = Place;
        if (options.From is { } from)
            network.Restore(from.Network, Steps);
    }

    private (int Epochs, int Steps) Place => (epochs.Count, pass.Progress.Steps);

    private long Steps => ((long)epochs.Count * plan.StepsPerEpoch) + pass.Progress.Steps;

    /// <summary>Trains to the end, or until it is cancelled.</summary>
    /// <param name="cancellation">Stops after the step under way.</param>
    public TrainingOutcome Execute(CancellationToken cancellation)
    {
        while (epochs.Count < plan.Plan.Training.Epochs && !cancellation.IsCancellationRequested)
        {
            if (pass.IsDone)
                Finish(cancellation);
            else
                Step();
        }

        var cancelled = epochs.Count < plan.Plan.Training.Epochs;
        if (cancelled && keptAt != Place)
            Keep();
        return new([.. epochs], network.Read(), Steps, cancelled, Seconds());
    }

    private void Step()
    {
        observe(pass.Step(network));
        if (options.Checkpoints is { } policy && options.Clock.IsDue(kept, policy.Interval))
            Keep();
    }

    // Stopped during evaluation, the epoch is trained and not finished: the resumed run evaluates again.
    private void Finish(CancellationToken cancellation)
    {
        var trained = pass.Progress.Seconds;
        var evaluated = options.Clock.GetTimestamp();
        if (evaluator.Evaluate(cancellation) is not var (testLoss, test))
            return;
        var result = new EpochResult(
            pass.Epoch,
            pass.LearningRate,
            pass.Loss,
            pass.Score,
            testLoss,
            test,
            trained + options.Clock.SecondsSince(evaluated),
            Elapsed.Rate(data.Training.Count, trained));
        epochs.Add(result);
        pass = Next(default);
        observe(new TrainingEvent.EpochDone(result));
        Keep();
    }

    private EpochPass Next(EpochProgress from) => new(plan, data.Training, options, epochs.Count + 1, from);

    private void Keep()
    {
        options.Checkpoints?.Keep(new([.. epochs], pass.Progress, Seconds(), network.Save()));
        (kept, keptAt) = (options.Clock.GetTimestamp(), Place);
    }

    private double Seconds() => (options.From?.Seconds ?? 0) + options.Clock.SecondsSince(started);
}
