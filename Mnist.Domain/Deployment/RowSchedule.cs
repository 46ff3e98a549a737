namespace Mnist.Domain.Deployment;

/// <summary>One row of pixels of one stage.</summary>
/// <param name="Stage">Which; <see cref="Image"/> where the next row of the image comes in.</param>
/// <param name="Index">In [0, Steps) of the stage, or the row of the image.</param>
public readonly record struct Step(int Stage, int Index)
{
    /// <summary>In place of a stage: a row of the image.</summary>
    public const int Image = -1;
}

/// <summary>The order in which rows are computed.</summary>
/// <remarks>
/// The first stages go by rows: each row of the image is followed as deep as it leads, so that a stage keeps only rows that its readers'
/// windows still need. The others go layer by layer, on whole values.
/// </remarks>
public static class RowSchedule
{
    /// <summary>The steps of an image.</summary>
    /// <param name="stages">In order.</param>
    /// <param name="imageRows">Rows of the image.</param>
    /// <param name="byRows">How many of the stages go by rows.</param>
    public static ValueList<Step> Of(ValueList<Stage> stages, int imageRows, int byRows)
    {
        var steps = new List<Step>();
        var rows = new int[1 + stages.Max(stage => stage.Output)];
        var done = new int[stages.Count];
        while (true)
        {
            var next = Deepest();
            if (next < 0 && rows[0] == imageRows)
                break;
            if (next < 0)
                steps.Add(new(Step.Image, rows[0]++));
            else
                Do(next);
        }

        for (var stage = byRows; stage < stages.Count; stage++)
        {
            while (done[stage] < stages[stage].Steps)
                Do(stage);
        }

        return steps.ToValueList();

        int Deepest()
        {
            var stage = byRows - 1;
            while (stage >= 0 && !IsReady(stage))
                stage--;
            return stage;
        }

        bool IsReady(int stage) => done[stage] < stages[stage].Steps
            && stages[stage].RowsNeeded(done[stage]) is var needed
            && stages[stage].Inputs.All(input => rows[input] >= needed);

        void Do(int stage)
        {
            steps.Add(new(stage, done[stage]));
            rows[stages[stage].Output] += stages[stage].EndsRow(done[stage]) ? 1 : 0;
            done[stage]++;
        }
    }
}
