namespace Mnist.Host.Watching;

/// <summary>How a run is watched.</summary>
internal interface ITrainingView
{
    /// <summary>Shows a run from its start to its end.</summary>
    /// <typeparam name="T">What the run gives.</typeparam>
    /// <param name="train">The run; it takes what has to be told of every event.</param>
    T Watch<T>(Func<Action<TrainingEvent>, T> train);
}

/// <summary>One line for each epoch: for pipes, files and logs.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="lines">How they are written.</param>
internal sealed class PlainView(TextWriter output, EpochLines lines) : ITrainingView
{
    /// <inheritdoc/>
    public T Watch<T>(Func<Action<TrainingEvent>, T> train)
    {
        output.WriteLine(lines.Header());
        return train(told =>
        {
            if (told is TrainingEvent.EpochDone done)
            {
                output.WriteLine(lines.Of(done.Result));
                output.Flush();
            }
        });
    }
}
