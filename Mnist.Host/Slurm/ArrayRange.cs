namespace Mnist.Host.Slurm;

/// <summary>Numbers of a job array as <c>sbatch --array</c> writes them: 0-3,7.</summary>
internal static class ArrayRange
{
    /// <summary>The text of some numbers.</summary>
    /// <param name="numbers">At least one, each at least 0.</param>
    public static string Text(IEnumerable<int> numbers) => string.Join(',', numbers
        .Distinct()
        .Order()
        .Select((number, i) => (Number: number, Run: number - i)) // neighbours are as far from their places
        .GroupBy(item => item.Run, item => item.Number)
        .Select(run => run.First() == run.Last() ? $"{run.First()}" : $"{run.First()}-{run.Last()}"));

    /// <summary>The numbers of a text.</summary>
    /// <param name="text">Made by <see cref="Text"/>.</param>
    public static ValueList<int> Parse(string text) => text
        .Split(',')
        .Select(part => part.Split('-'))
        .SelectMany(ends => Enumerable.Range(int.Parse(ends[0]), int.Parse(ends[^1]) - int.Parse(ends[0]) + 1))
        .ToValueList();
}
