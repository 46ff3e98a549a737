namespace Mnist.Domain.Training;

/// <summary>What a schedule says for one optimiser step.</summary>
/// <param name="LearningRate">At least 0.</param>
/// <param name="Momentum">SGD's momentum or Adam's beta1, in [0, 1).</param>
public readonly record struct StepSettings(double LearningRate, double Momentum);

/// <summary>Learning rate and momentum at any step of a run, in closed form; equal to PyTorch's schedulers to 1e-12.</summary>
public static class ScheduleCalculator
{
    /// <summary>The settings of one step.</summary>
    /// <param name="training">A checked training plan.</param>
    /// <param name="step">Optimiser steps taken so far, from 0.</param>
    /// <param name="stepsPerEpoch">At least 1.</param>
    public static StepSettings At(TrainingPlan training, long step, int stepsPerEpoch)
    {
        var rate = training.Optimizer.LearningRate;
        var momentum = training.Optimizer.BaseMomentum;
        var steps = (long)training.Epochs * stepsPerEpoch;
        return training.Schedule.Match<StepSettings>(new(
            Constant: _ => new(rate, momentum),
            StepLr: s => new(rate * Math.Pow(s.Gamma, step / stepsPerEpoch / s.StepEpochs), momentum),
            OneCycle: s => OneCycle(s, step, steps, momentum),
            Cosine: s => new(Cosine(s, rate, step, (long)s.WarmupEpochs * stepsPerEpoch, steps), momentum),
            Cyclic: s => Cyclic(s, step, momentum)));
    }

    private static StepSettings OneCycle(LearningRateSchedule.OneCycle s, long step, long steps, double momentum)
    {
        var first = s.MaxLearningRate / s.DivFactor;
        var last = first / s.FinalDivFactor;
        var top = (s.RisingShare * steps) - 1;
        var low = s.Momentum?.Low ?? momentum;
        var high = s.Momentum?.High ?? momentum;
        if (step < top)
        {
            var fraction = step / top;
            return new(Anneal(s.Annealing, first, s.MaxLearningRate, fraction), Anneal(s.Annealing, high, low, fraction));
        }

        var fall = (step - top) / (steps - 1 - top);
        return new(Anneal(s.Annealing, s.MaxLearningRate, last, fall), Anneal(s.Annealing, low, high, fall));
    }

    private static double Cosine(LearningRateSchedule.Cosine s, double rate, long step, long warmup, long steps) =>
        step < warmup
            ? rate * (s.WarmupStart + ((1 - s.WarmupStart) * step / warmup))
            : Anneal(Annealing.Cosine, rate, s.FinalLearningRate, (double)(step - warmup) / (steps - warmup));

    private static StepSettings Cyclic(LearningRateSchedule.Cyclic s, long step, double momentum)
    {
        var period = (long)s.StepsUp + s.StepsDown;
        var place = step % period;
        var height = place <= s.StepsUp ? (double)place / s.StepsUp : (double)(period - place) / s.StepsDown;
        var cycled = s.Momentum is { } m ? m.High - ((m.High - m.Low) * height) : momentum;
        return new(s.BaseLearningRate + ((s.MaxLearningRate - s.BaseLearningRate) * height), cycled);
    }

    private static double Anneal(Annealing annealing, double from, double to, double fraction) => annealing switch
    {
        Annealing.Cosine => to + ((from - to) / 2 * (Math.Cos(Math.PI * fraction) + 1)),
        Annealing.Linear => from + ((to - from) * fraction),
    };
}
