namespace Mnist.Host.Presentation;

/// <summary>Accuracies over the epochs as a few lines of Braille, two by four points in a character.</summary>
/// <remarks>
/// The height of a point is the logarithm of its error, so that 99.4 and 99.5 % are told apart as well as 90 and 92 %. A dot is an epoch;
/// dots of one curve are joined.
/// </remarks>
internal static class TextChart
{
    /// <summary>Lines of a chart.</summary>
    public const int Rows = 6;

    /// <summary>Characters before the curves.</summary>
    public const int Margin = 8;

    /// <summary>What is no curve.</summary>
    public const int Plain = -1;

    private const int Across = 2;
    private const int Down = 4;
    private const double LeastError = 0.01;

    /// <summary>The lines, from the best accuracy down.</summary>
    /// <param name="curves">Accuracies in percent, each with a point for each finished epoch; at least one point in all.</param>
    /// <param name="epochs">Epochs planned: the whole width.</param>
    /// <param name="level">An accuracy to draw across; null for none.</param>
    /// <param name="width">Most characters of a line, at least 20.</param>
    public static ValueList<ValueList<ChartPiece>> Lines(ValueList<ValueList<double>> curves, int epochs, double? level, int width)
    {
        var columns = width - Margin;
        var scale = Scale.Of(level is { } shown ? curves.SelectMany(c => c).Append(shown) : curves.SelectMany(c => c));
        var dots = new int[Rows * Down, columns * Across]; // 0 for none, else the curve's number from 1
        foreach (var (i, curve) in curves.Index())
            Draw(dots, i + 1, curve, epochs, scale);
        var levelRow = level is { } across ? scale.Dot(across) / Down : -1;
        return Enumerable.Range(0, Rows).Select(row =>
        {
            var edge = row == levelRow ? '┤' : '│';
            return (ValueList<ChartPiece>)
                [new($"{Label(row, levelRow, level, scale),Margin - 2} {edge}", Plain), .. Row(dots, row, columns, row == levelRow)];
        }).ToValueList();
    }

    private static string Label(int row, int levelRow, double? level, Scale scale) =>
        row == levelRow ? Text(level!.Value)
        : row == 0 ? Text(scale.Best)
        : row == Rows - 1 ? Text(scale.Worst)
        : "";

    private static string Text(double accuracy) => $"{accuracy:F2}";

    private static void Draw(int[,] dots, int number, ValueList<double> curve, int epochs, Scale scale)
    {
        var width = dots.GetLength(1);
        int Column(int epoch) => epochs == 1 ? 0 : (int)Math.Round((double)epoch * (width - 1) / (epochs - 1));
        for (var epoch = 0; epoch < curve.Count; epoch++)
        {
            var (to, end) = (scale.Dot(curve[epoch]), Column(epoch));
            var (from, start) = epoch == 0 ? (to, end) : (scale.Dot(curve[epoch - 1]), Column(epoch - 1));
            var steps = Math.Max(1, Math.Max(Math.Abs(to - from), end - start));
            for (var step = 0; step <= steps; step++)
                dots[from + (int)Math.Round((double)(to - from) * step / steps), start + ((end - start) * step / steps)] = number;
        }
    }

    /// <summary>The characters of a row, those of one curve together; where two curves meet the later one gives its colour.</summary>
    private static IEnumerable<ChartPiece> Row(int[,] dots, int row, int columns, bool isLevel)
    {
        var pieces = new List<ChartPiece>();
        for (var column = 0; column < columns; column++)
        {
            var (letter, curve) = Character(dots, row * Down, column * Across);
            var text = letter != Braille ? $"{letter}" : isLevel ? "┄" : " ";
            if (pieces.Count > 0 && pieces[^1].Curve == curve)
                pieces[^1] = new(pieces[^1].Text + text, curve);
            else
                pieces.Add(new(text, curve));
        }

        return pieces.AsEnumerable().Reverse().SkipWhile(piece => string.IsNullOrWhiteSpace(piece.Text)).Reverse();
    }

    private const char Braille = '\u2800';

    /// <summary>Unicode numbers the dots of a Braille character 1 2 3 7 in the left column and 4 5 6 8 in the right one.</summary>
    private static (char Letter, int Curve) Character(int[,] dots, int top, int left)
    {
        ReadOnlySpan<int> bits = [0, 3, 1, 4, 2, 5, 6, 7];
        var (code, number) = (0, 0);
        for (var i = 0; i < Across * Down; i++)
        {
            var dot = dots[top + (i / Across), left + (i % Across)];
            code |= dot > 0 ? 1 << bits[i] : 0;
            number = Math.Max(number, dot);
        }

        return ((char)(Braille + code), number == 0 ? Plain : number - 1);
    }

    /// <summary>From accuracies to rows of dots.</summary>
    /// <param name="Worst">At the bottom.</param>
    /// <param name="Best">At the top.</param>
    private sealed record Scale(double Worst, double Best)
    {
        public static Scale Of(IEnumerable<double> accuracies)
        {
            var all = accuracies.ToList();
            return new(all.Min(), all.Max());
        }

        /// <summary>Row of dots, from 0 at the top.</summary>
        public int Dot(double accuracy)
        {
            const int Last = (Rows * Down) - 1;
            var (best, worst) = (Height(Best), Height(Worst));
            return best == worst ? Last : (int)Math.Round(Last * (best - Height(accuracy)) / (best - worst));
        }

        private static double Height(double accuracy) => -Math.Log(Math.Max(100 - accuracy, LeastError));
    }
}

/// <summary>A part of a chart's line.</summary>
/// <param name="Text">What it shows.</param>
/// <param name="Curve">Which curve, from 0; <see cref="TextChart.Plain"/> for none.</param>
internal readonly record struct ChartPiece(string Text, int Curve);
